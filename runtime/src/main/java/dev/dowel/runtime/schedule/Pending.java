package dev.dowel.runtime.schedule;

import dev.dowel.Cadence;
import dev.dowel.CronJob;
import dev.dowel.ScheduledAction;
import dev.dowel.ScheduledRun;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An action that is set to run. Immutable; ordered by time. */
public sealed interface Pending extends Comparable<Pending> {

    /** Its id, or its name. */
    String id();

    /** The action's name. */
    String action();

    /** The arguments, encoded; not to be changed. */
    byte[] arguments();

    /** When it is due. */
    Instant dueAt();

    /** What the action is told about the run. */
    ScheduledRun run();

    /** One order for actions and jobs. */
    private String order() {
        return (this instanceof Job ? "j" : "s") + id();
    }

    @Override
    default int compareTo(Pending other) {
        int byTime = dueAt().compareTo(other.dueAt());
        return byTime != 0 ? byTime : order().compareTo(other.order());
    }

    /** An action that runs once. */
    record OneShot(String id, String action, byte[] arguments, Instant dueAt, int attempts) implements Pending {

        @Override
        public ScheduledRun run() {
            return new ScheduledRun(id, Optional.empty(), dueAt, attempts + 1);
        }

        ScheduledAction view() {
            return new ScheduledAction(id, action, dueAt, attempts);
        }
    }

    /**
     * An action that runs again and again.
     *
     * @param lastAt when it ran last, or null
     * @param runs how many entries its history ever had
     */
    record Job(
            String id,
            Cadence cadence,
            String action,
            byte[] arguments,
            Instant dueAt,
            @Nullable Instant lastAt,
            long runs)
            implements Pending {

        @Override
        public ScheduledRun run() {
            return new ScheduledRun(id, Optional.of(id), dueAt, 1);
        }

        /** The same with one more entry in its history. */
        Job noted() {
            return new Job(id, cadence, action, arguments, dueAt, lastAt, runs + 1);
        }

        /** The same after a run. */
        Job ran(Instant startedAt) {
            return new Job(id, cadence, action, arguments, dueAt, startedAt, runs);
        }

        /** The same, due at the next time after now. */
        Job next(Instant now) {
            return new Job(id, cadence, action, arguments, Cadences.next(cadence, dueAt, now), lastAt, runs);
        }

        CronJob view() {
            return new CronJob(id, cadence, action, dueAt, Optional.ofNullable(lastAt));
        }
    }
}
