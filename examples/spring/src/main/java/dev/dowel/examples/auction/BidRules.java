package dev.dowel.examples.auction;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** How much a bid has to be: an ordinary bean, of which there is one. Immutable. */
@Component
public final class BidRules {

    private final long stepCents;

    /** Creates the rules. */
    public BidRules(@Value("${auction.step-cents:100}") long stepCents) {
        this.stepCents = stepCents;
    }

    /** The least that may be offered after a bid, in cents. */
    long least(long highest) {
        return highest + stepCents;
    }
}
