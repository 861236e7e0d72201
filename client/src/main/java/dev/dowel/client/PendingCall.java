package dev.dowel.client;

import dev.dowel.ActorError;
import dev.dowel.protocol.RawValue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A call over a connection that has no answer yet. Immutable but for its future.
 *
 * @param frame the call as it is sent
 * @param deadline when it fails, in the nanoseconds of {@link Timers}
 * @param answer what its caller waits for, or null if nobody does
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PendingCall(byte[] frame, long deadline, @Nullable CompletableFuture<RawValue> answer) {

    void succeed(RawValue output) {
        if (answer != null) {
            answer.complete(output);
        }
    }

    void fail(ActorError error) {
        if (answer != null) {
            answer.completeExceptionally(error);
        }
    }

    /** Whether its caller gave up. */
    boolean abandoned() {
        return answer != null && answer.isDone();
    }
}
