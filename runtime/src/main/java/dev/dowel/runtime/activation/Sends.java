package dev.dowel.runtime.activation;

import dev.dowel.ActorError;
import dev.dowel.Queue;
import dev.dowel.protocol.RawValue;
import dev.dowel.protocol.Values;
import org.jspecify.annotations.Nullable;

/** The check of what is sent to a queue. Stateless. */
final class Sends {

    private Sends() {}

    /** Refuses what is not of its queue's type, so that it does not have to be given up later. */
    static void check(@Nullable Queue<?, ?> queue, RawValue body) {
        if (queue == null || queue.messageType() == Object.class) {
            return;
        }
        Object decoded;
        try {
            decoded = Values.decode(body, queue.messageType());
        } catch (RuntimeException e) {
            throw invalid(queue, e);
        }
        if (decoded == null && queue.messageType() != Void.class) {
            throw invalid(queue, null);
        }
    }

    private static ActorError invalid(Queue<?, ?> queue, @Nullable RuntimeException cause) {
        String text = "The message is not what the queue \"" + queue.name() + "\" takes.";
        return new ActorError("queue", "message_invalid", text, null, null, cause);
    }
}
