package dev.dowel.conformance.suite;

import dev.dowel.Actor;
import dev.dowel.ActorOptions;
import dev.dowel.ActorType;
import dev.dowel.Queue;
import org.jspecify.annotations.Nullable;

/** Has little room in its queues, and never empties them. Confined to the actor's turn. */
@ActorType("queueLimitedActor")
@ActorOptions(maxQueueSize = 1, maxQueueMessageBytes = 64)
final class QueueLimitedActor extends Actor<Void> {

    static final Queue<Long, @Nullable Void> MESSAGE = Queue.of("message", Long.class);
    static final Queue<String, @Nullable Void> OVERSIZE = Queue.of("oversize", String.class);
}
