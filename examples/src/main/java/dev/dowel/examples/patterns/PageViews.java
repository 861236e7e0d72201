package dev.dowel.examples.patterns;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.ReadOnly;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Sharding by time: the views of a page are counted by one actor for each hour, with the key (page, hour). No actor grows for
 * ever, and old hours sleep. Confined to the actor's turn.
 */
@ActorType("pageViews")
public final class PageViews extends Actor<PageViews.State> {

    /** The views in this hour. */
    public record State(long views) {}

    /** The key's second part for a time. */
    public static String hourOf(Instant time) {
        return time.truncatedTo(ChronoUnit.HOURS).toString();
    }

    @Override
    protected State createState(CreateRequest request) {
        return new State(0);
    }

    /** Counts a view. */
    @Action
    public long view() {
        return update(hour -> new State(hour.views() + 1)).views();
    }

    /** The views in this hour. */
    @ReadOnly
    @Action
    public long views() {
        return state().views();
    }
}
