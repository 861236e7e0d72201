package dev.dowel.examples.patterns;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.Queue;
import dev.dowel.ReadOnly;

/**
 * Request and reply: whoever asks may wait for the answer, or leave; the question is answered either way, in order, once
 * the desk gets to it. Confined to the actor's turn.
 */
@ActorType("priceDesk")
public final class PriceDesk extends Actor<PriceDesk.State> {

    /** What somebody wants to buy. */
    public record Inquiry(String item, int pieces) {}

    /** What it costs, in cents. */
    public record Offer(int number, long cents) {}

    /** How many offers were made. */
    public record State(int offers) {}

    /** Inquiries, each completed with an offer. */
    public static final Queue<Inquiry, Offer> INQUIRIES = Queue.of("inquiries", Inquiry.class, Offer.class);

    private static final long CENTS_PER_LETTER = 10;

    @Override
    protected State createState(CreateRequest request) {
        return new State(0);
    }

    @Override
    protected void run() throws InterruptedException {
        queue(INQUIRIES).forEach(inquiry -> {
            int number = update(desk -> new State(desk.offers() + 1)).offers();
            inquiry.complete(new Offer(number, price(inquiry.body()))); // leaves when the number is taken for good
        });
    }

    private static long price(Inquiry inquiry) {
        return CENTS_PER_LETTER * inquiry.pieces() * inquiry.item().length();
    }

    /** How many offers were made. */
    @ReadOnly
    @Action
    public int offers() {
        return state().offers();
    }
}
