package dev.dowel.runtime.activation;

import dev.dowel.ActionDefinition;
import dev.dowel.Durability;
import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.RawValue;
import dev.dowel.runtime.environment.Timers;
import dev.dowel.runtime.failure.Failure;
import dev.dowel.runtime.failure.Failures;
import dev.dowel.runtime.schedule.Pending;
import dev.dowel.runtime.schedule.ScheduleBook;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs what an activation's actor has scheduled, each in a turn of its own. Confined to the holder of the actor's token,
 * except the timer, which only queues.
 *
 * <p>One thing is run per task of the mailbox, so that calls that wait get their turn in between. The timer is never set
 * further ahead than {@link #LONGEST_WAIT}: a clock that is set forward is noticed then.
 */
final class ScheduleRunner<S extends @Nullable Object> {

    static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final Activation<S> activation;
    private @Nullable Instant armedFor;
    private long timerNumber;
    private Timers.@Nullable Timer timer;

    ScheduleRunner(Activation<S> activation) {
        this.activation = activation;
    }

    /** Sets the timer for what is due next, if it is not set for that already. */
    void arm() {
        if (!activation.hasSchedules()) {
            return;
        }
        Optional<Instant> next = book().nextDue();
        if (next.isEmpty() || next.get().equals(armedFor)) {
            return;
        }
        armedFor = next.get();
        long number = ++timerNumber;
        disarm();
        Duration wait =
                Duration.between(activation.parts().environment().clock().instant(), next.get());
        Duration bounded = wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
        timer = activation
                .parts()
                .environment()
                .timers()
                .schedule(
                        bounded.isNegative() ? Duration.ZERO : bounded,
                        () -> activation.parts().token().enqueue(() -> fired(number)));
    }

    /** Nothing will be run any more, or not at the time it was set for. */
    void disarm() {
        if (timer != null) {
            timer.cancel();
        }
    }

    private void fired(long number) {
        if (number != timerNumber) {
            return; // it was set for another time since
        }
        armedFor = null;
        if (!activation.isStopping()) {
            book().due(now()).ifPresent(this::run);
            arm();
        }
    }

    private ScheduleBook book() {
        return activation.schedules();
    }

    private Instant now() {
        return activation.parts().environment().clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private void run(Pending pending) {
        ActionDefinition<S> action = activation.definition().actions().get(pending.action());
        if (action == null) {
            activation.turns().run(bookkeeping(), turn -> book().missingAction(pending));
            return;
        }
        Instant startedAt = now();
        book().begin(pending);
        activation
                .parts()
                .listener()
                .scheduleFired(
                        Math.max(0, Duration.between(pending.dueAt(), startedAt).toMillis()));
        TurnPlan plan = new TurnPlan(
                pending.action(),
                action.timeout().orElse(activation.definition().settings().actionTimeout()),
                Failures.actionTimedOut(),
                action.readOnly(),
                false,
                Durability.SYNCED,
                null,
                pending.run(),
                failure -> activation.parts().token().enqueue(() -> failed(pending, startedAt, failure)));
        boolean done = activation.turns().run(plan, turn -> {
            if (book().isCurrent(pending) && !book().skipsMissed(pending)) {
                RawValue arguments = RawValue.of(pending.arguments(), Dialect.COMPAT_CBOR);
                @Nullable Object[] decoded = ActionRunner.decode(arguments, action.parameters());
                action.code().run(activation.behavior(), activation.context(), decoded);
                book().complete(pending, startedAt);
            }
        });
        if (done) {
            book().end(pending);
            activation.turnEnded();
        }
    }

    /** After its turn was undone, or expired. If the actor ends, it stays as it was, for the next activation. */
    private void failed(Pending pending, Instant startedAt, Failure failure) {
        book().end(pending);
        if (activation.isStopping()) {
            return;
        }
        String error = failure.error().group() + "." + failure.error().code();
        activation.turns().run(bookkeeping(), turn -> book().failed(pending, startedAt, error));
    }

    private TurnPlan bookkeeping() {
        return new HookRunner<>(activation).plan("schedule", null, failure -> {});
    }
}
