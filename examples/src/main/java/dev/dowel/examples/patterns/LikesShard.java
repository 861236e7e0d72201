package dev.dowel.examples.patterns;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.ReadOnly;
import java.util.random.RandomGenerator;

/**
 * Sharding at random: more people like a post than one actor can count, so each like goes to one of {@value #SHARDS} actors
 * with the key (post, shard). {@link Likes} adds them up. Confined to the actor's turn.
 */
@ActorType("likesShard")
public final class LikesShard extends Actor<LikesShard.State> {

    /** Enough for the busiest post. Reading costs one call for each. */
    public static final int SHARDS = 8;

    /** The likes that came to this shard. */
    public record State(long likes) {}

    /** A shard for the next like. */
    public static String anyShard(RandomGenerator random) {
        return Integer.toString(random.nextInt(SHARDS));
    }

    @Override
    protected State createState(CreateRequest request) {
        return new State(0);
    }

    /** Counts a like. */
    @Action
    public void like() {
        update(shard -> new State(shard.likes() + 1));
    }

    /** The likes that came to this shard. */
    @ReadOnly
    @Action
    public long likes() {
        return state().likes();
    }
}
