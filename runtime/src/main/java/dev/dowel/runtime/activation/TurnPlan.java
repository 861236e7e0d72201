package dev.dowel.runtime.activation;

import dev.dowel.Connection;
import dev.dowel.Durability;
import dev.dowel.ScheduledRun;
import dev.dowel.runtime.failure.Failure;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a turn is run. Immutable.
 *
 * @param what the action or hook, for logs
 * @param timeout how long it may run
 * @param timedOut what its caller is told if it runs longer
 * @param readOnly whether it promised to change nothing
 * @param background whether the time-out is for its work between two waits, and not for the whole
 * @param durability when its outputs leave
 * @param caller the connection that causes it, or null
 * @param scheduledRun the schedule or job that causes it, or null
 * @param failed told once if nothing of the turn happened; on the turn's, the timer or the commit thread
 */
record TurnPlan(
        String what,
        Duration timeout,
        Failure timedOut,
        boolean readOnly,
        boolean background,
        Durability durability,
        @Nullable Connection caller,
        @Nullable ScheduledRun scheduledRun,
        Consumer<Failure> failed) {

    /** A plan for a turn that may change the actor and is durable before anything of it leaves. */
    TurnPlan(String what, Duration timeout, Failure timedOut, @Nullable Connection caller, Consumer<Failure> failed) {
        this(what, timeout, timedOut, false, false, Durability.SYNCED, caller, null, failed);
    }
}
