package dev.dowel.examples.patterns;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Adds up the shards of a post's likes; see {@link LikesShard}. Has no state of its own. Confined to the actor's turn. */
@ActorType("likes")
public final class Likes extends Actor<Void> {

    /** All likes of the post this actor has the key of. */
    @Action
    public long total() {
        String post = key().get(0);
        List<CompletableFuture<Long>> shards = IntStream.range(0, LikesShard.SHARDS)
                .mapToObj(shard ->
                        actor(LikesShard.class, post, Integer.toString(shard)).callAsync(LikesShard::likes))
                .toList();
        return shards.stream().mapToLong(CompletableFuture::join).sum();
    }
}
