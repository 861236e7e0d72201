package dev.dowel.benchmarks;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorOptions;
import dev.dowel.ActorType;
import dev.dowel.Queue;
import dev.dowel.QueueMessage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A queue that is read by hand, one head after the other. Confined to the actor's turn. */
@ActorType("queueKeeper")
@ActorOptions(maxQueueSize = 10_000, sleepTimeoutMillis = 3_600_000)
public final class QueueKeeper extends Actor<Void> {

    /** What is kept. */
    public static final Queue<String, @Nullable Void> MESSAGES = Queue.of("messages", String.class);

    /** Sends messages, in one commit. */
    @Action
    public void put(long messages, String body) {
        for (long number = 0; number < messages; number++) {
            queue(MESSAGES).send(body);
        }
    }

    /** Takes messages, in one commit; returns how many there were. */
    @Action
    public long take(long messages) {
        return queue(MESSAGES).tryNextBatch((int) messages).size();
    }

    /** Takes the head; returns how long it took to get it, in nanoseconds. */
    @Action
    public long takeHead() {
        long start = System.nanoTime();
        Optional<QueueMessage<String, @Nullable Void>> head = queue(MESSAGES).tryNext();
        long took = System.nanoTime() - start;
        if (head.isEmpty()) {
            throw new IllegalStateException("The queue is empty.");
        }
        return took;
    }
}
