package dev.dowel.runtime.activation;

import dev.dowel.runtime.commit.Gate;
import dev.dowel.runtime.environment.Timers;
import dev.dowel.runtime.turn.TurnToken;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the newest snapshot of relaxed turns, at most one interval after the first that was not written. Confined to the
 * actor's turn.
 */
final class RelaxedSaver {

    private final Gate gate;
    private final Timers timers;
    private final TurnToken token;
    private final Duration interval;
    private byte @Nullable [] unsaved;
    private Timers.@Nullable Timer timer;

    RelaxedSaver(Gate gate, Timers timers, TurnToken token, Duration interval) {
        this.gate = gate;
        this.timers = timers;
        this.token = token;
        this.interval = interval;
    }

    /** Takes a snapshot to write later. */
    void save(byte[] snapshot) {
        unsaved = snapshot;
        if (timer == null) {
            timer = timers.schedule(
                    interval,
                    () -> token.enqueue(() -> {
                        timer = null;
                        flush();
                    }));
        }
    }

    /** Gives the snapshot away to be written now, if there is one. */
    byte @Nullable [] take() {
        byte[] snapshot = unsaved;
        unsaved = null;
        return snapshot;
    }

    /** A newer snapshot was written. */
    void saved() {
        unsaved = null;
    }

    /** The activation has ended. */
    void stop() {
        if (timer != null) {
            timer.cancel();
        }
    }

    /** Writes the snapshot now, if there is one. */
    void flush() {
        byte[] snapshot = take();
        if (snapshot != null) {
            gate.seal(snapshot, false, false, List.of());
        }
    }
}
