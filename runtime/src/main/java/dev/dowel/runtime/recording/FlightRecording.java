package dev.dowel.runtime.recording;

import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Begins events, if a flight recorder was ever started in this process and records them. Static; any thread.
 *
 * <p>Until then no event class is loaded: the first one would bring the whole recorder in, which a server that nobody records
 * pays for at its start.
 */
public final class FlightRecording {

    private FlightRecording() {}

    /** A turn that begins now, or null if nobody records turns. */
    public static @Nullable TurnEvent turn() {
        return FlightRecorder.isInitialized() ? TurnEvent.begun() : null;
    }

    /** A commit that begins now, or null if nobody records them. */
    public static @Nullable CommitGroupEvent commitGroup() {
        return FlightRecorder.isInitialized() ? CommitGroupEvent.begun() : null;
    }

    /** A wait at the gate that begins now, or null if nobody records them. */
    public static @Nullable GateWaitEvent gateWait() {
        return FlightRecorder.isInitialized() ? GateWaitEvent.begun() : null;
    }

    /** A start that begins now, or null if nobody records them. */
    public static @Nullable ActorStartEvent actorStart() {
        return FlightRecorder.isInitialized() ? ActorStartEvent.begun() : null;
    }

    /** Records that an actor left memory, if somebody records that. */
    public static void actorStop(String type, String id, String reason) {
        if (FlightRecorder.isInitialized()) {
            ActorStopEvent.record(type, id, reason);
        }
    }
}
