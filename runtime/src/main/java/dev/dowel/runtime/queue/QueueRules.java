package dev.dowel.runtime.queue;

import dev.dowel.ActorError;
import dev.dowel.Queue;
import java.time.Duration;
import java.util.Map;

/**
 * What holds for an actor's queues. Immutable.
 *
 * @param declared the queues the actor declares, by name
 * @param maxSize the most messages of all queues together
 * @param maxMessageBytes the largest body
 * @param wakes whether the actor is woken for its messages: whether it has code that waits for them
 */
public record QueueRules(Map<String, Queue<?, ?>> declared, int maxSize, int maxMessageBytes, boolean wakes) {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /** A queue of a name; one of any values if the actor declares none. */
    public Queue<?, ?> of(String name) {
        Queue<?, ?> queue = declared.get(name);
        return queue == null ? Queue.of(name, Object.class, Object.class) : queue;
    }

    /** Checks what is sent. */
    void check(String queue, int bytes) {
        if (queue.isEmpty() || queue.length() > Queue.LONGEST_NAME) {
            throw new ActorError(
                    "queue",
                    "message_invalid",
                    "A queue has a name of 1 to " + Queue.LONGEST_NAME + " characters.",
                    null);
        }
        if (bytes > maxMessageBytes) {
            throw new ActorError(
                    "queue",
                    "message_too_large",
                    "Queue message too large. Size is " + bytes + " bytes, the limit is " + maxMessageBytes + ".",
                    null);
        }
    }

    /** How long a message waits after so many attempts. */
    static Duration pauseAfter(int attempts) {
        int doublings = Math.clamp(attempts - 1L, 0, 12);
        Duration pause = FIRST_PAUSE.multipliedBy(1L << doublings);
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
