package dev.dowel.examples.auction;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.Event;
import dev.dowel.ReadOnly;
import dev.dowel.UserError;
import java.util.List;
import java.util.stream.Stream;

/** The auction of one item. Confined to the actor's turn. */
@ActorType("auction")
public final class Auction extends Actor<Auction.State> {

    /** What somebody offers. */
    public record Bid(String bidder, long cents) {}

    /** What is kept on disk: the bids, highest first. */
    public record State(List<Bid> bids) {
        State plus(Bid bid) {
            return new State(Stream.concat(Stream.of(bid), bids.stream()).toList());
        }

        long highest() {
            return bids.isEmpty() ? 0 : bids.getFirst().cents();
        }
    }

    /** Somebody offers more. */
    public static final Event<Bid> NEW_BID = Event.of("newBid", Bid.class);

    private final BidRules rules;

    /** Creates the object of one activation; the container passes the bean. */
    public Auction(BidRules rules) {
        this.rules = rules;
    }

    @Override
    protected State createState(CreateRequest request) {
        return new State(List.of());
    }

    /** Offers more than the others. */
    @Action(errorCodes = "too_low")
    public Bid bid(Bid bid) {
        long least = rules.least(state().highest());
        if (bid.cents() < least) {
            throw new UserError("too_low", "Offer " + least + " cents or more.");
        }
        update(state -> state.plus(bid));
        broadcast(NEW_BID, bid);
        return bid;
    }

    /** Returns the bids, highest first. */
    @ReadOnly
    @Action
    public List<Bid> bids() {
        return state().bids();
    }
}
