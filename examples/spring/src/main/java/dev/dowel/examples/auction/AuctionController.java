package dev.dowel.examples.auction;

import dev.dowel.ActorError;
import dev.dowel.client.ClientActor;
import dev.dowel.client.DowelClient;
import dev.dowel.examples.auction.Auction.Bid;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Auctions for callers that know nothing of actors. Thread safe. */
@RestController
@RequestMapping("/auctions/{item}/bids")
public final class AuctionController {

    private final DowelClient actors;

    /** Creates the controller. */
    public AuctionController(DowelClient actors) {
        this.actors = actors;
    }

    /** Offers more than the others; answers when the bid is on disk. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    public Bid bid(@PathVariable String item, @RequestBody Bid bid) {
        return auction(item).call(Auction::bid, bid);
    }

    /** Lists the bids, highest first. */
    @GetMapping
    public List<Bid> bids(@PathVariable String item) {
        return auction(item).call(Auction::bids);
    }

    private ClientActor<Auction> auction(String item) {
        return actors.actor(Auction.class, item);
    }

    /** What an actor refuses is the caller's business; anything else is ours. */
    @ExceptionHandler
    ProblemDetail refused(ActorError error) {
        boolean theirs = error.group().equals("user");
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                theirs ? HttpStatus.CONFLICT : HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(error.getMessage()));
        problem.setProperty("code", error.code());
        return problem;
    }
}
