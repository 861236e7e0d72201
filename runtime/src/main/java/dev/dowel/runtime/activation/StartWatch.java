package dev.dowel.runtime.activation;

import dev.dowel.runtime.ActorListener;
import dev.dowel.runtime.failure.Failure;
import dev.dowel.runtime.recording.ActorStartEvent;
import dev.dowel.runtime.recording.FlightRecording;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long one start takes, for those who listen. Handed from thread to thread with the start.
 *
 * @param type the name of the actor
 * @param begunAt when it was looked for, on the runtime's nanosecond clock
 * @param event what a flight recording gets, or null if there is none
 */
record StartWatch(
        String type,
        ActorListener listener,
        LongSupplier nanoTime,
        long begunAt,
        @Nullable ActorStartEvent event) {

    static StartWatch begin(String type, ActorListener listener, LongSupplier nanoTime) {
        return new StartWatch(type, listener, nanoTime, nanoTime.getAsLong(), FlightRecording.actorStart());
    }

    void started(String actorId, boolean created) {
        listener.started(created, nanoTime.getAsLong() - begunAt);
        if (event != null) {
            event.started(type, actorId, created);
        }
    }

    void failed(@Nullable String actorId, Failure reason) {
        listener.startFailed();
        if (event != null) {
            event.failed(
                    type, actorId, reason.error().group() + "." + reason.error().code());
        }
    }
}
