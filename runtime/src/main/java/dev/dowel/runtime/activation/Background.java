package dev.dowel.runtime.activation;

import dev.dowel.BackgroundTask;
import dev.dowel.Connection;
import dev.dowel.Durability;
import dev.dowel.protocol.Limits;
import dev.dowel.runtime.environment.Timers;
import dev.dowel.runtime.failure.Failures;
import dev.dowel.runtime.turn.Turn;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The code of an actor that runs beside its calls: {@code run()} and the tasks of {@code waitUntil}. Each is one turn
 * without an end of its own time, which gives the token back while it waits. Confined to the actor's turn, except {@link
 * #active}.
 */
final class Background {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final Activation<?> activation;
    private final AtomicInteger active = new AtomicInteger();
    private volatile @Nullable Turn runTurn;
    private Timers.@Nullable Timer rerun;
    private long rerunAt;
    private boolean runFailed;
    private int failuresInRow;
    private boolean stopping;
    private int tasks;

    Background(Activation<?> activation) {
        this.activation = activation;
    }

    /** Starts {@code run()}. */
    void startRun() {
        activation.awake().add(AwakeReasons.Reason.RUN);
        start("run", null, turn -> {
            runTurn = turn;
            if (stopping) {
                turn.requestStop();
            }
            runUntilStopped(turn);
        });
    }

    /**
     * The interrupt with which the actor stops is the ordinary way to end: what it did is kept. Unless it was handling a
     * message: that is let go, and what was done for it is undone.
     */
    private void runUntilStopped(Turn turn) throws Exception {
        try {
            activation.behavior().run();
        } catch (InterruptedException e) {
            if (!stopping) {
                throw e;
            }
            HeldMessages held = HeldMessages.of(activation, turn);
            if (held.hasOpen()) {
                activation.turns().undoPart();
                held.letGo();
            }
        }
    }

    /** Whether this is the turn of {@code run()}. */
    boolean isRun(Turn turn) {
        return runTurn == turn;
    }

    /** A message was handled. */
    void messageHandled() {
        failuresInRow = 0;
    }

    /** There is a message, or there will be: a {@code run()} that failed is started again for it. */
    void messageCame() {
        if (runFailed && !stopping && !activation.isClosed()) {
            activation.queuesInUse().flatMap(Queues::wantedByFailedRun).ifPresent(this::runAgainAt);
        }
    }

    private void runAgainAt(long dueAt) {
        if (rerun != null && rerunAt <= dueAt) {
            return;
        }
        cancelRerun();
        rerunAt = dueAt;
        Duration untilDue = Duration.ofMillis(
                dueAt - activation.parts().environment().clock().millis());
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failuresInRow - 1, 10));
        Duration bounded = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        rerun = activation
                .parts()
                .environment()
                .timers()
                .schedule(
                        untilDue.compareTo(bounded) > 0 ? untilDue : bounded,
                        () -> activation.parts().token().enqueue(this::runAgain));
    }

    private void cancelRerun() {
        if (rerun != null) {
            rerun.cancel();
            rerun = null;
        }
    }

    private void runAgain() {
        cancelRerun();
        if (runFailed && !stopping && !activation.isClosed()) {
            runFailed = false;
            startRun();
        }
    }

    /** Takes a place for a task, which is given back when the task has ended, or the turn is undone. */
    void reserve(Turn turn) {
        if (tasks >= Limits.BACKGROUND_TASKS) {
            throw Failures.tooManyTasks().toException();
        }
        tasks++;
        turn.onRollback(() -> tasks--);
    }

    /** Starts a task that belongs to a connection, or to none, and has a place. */
    void start(@Nullable Connection caller, BackgroundTask task) {
        start("waitUntil", caller, turn -> task.run());
    }

    private void start(String what, @Nullable Connection caller, TurnRunner.Body body) {
        active.incrementAndGet();
        activation.parts().token().enqueue(() -> {
            boolean failed = !activation.isClosed() && !activation.turns().run(plan(what, caller), body);
            active.decrementAndGet();
            if (what.equals("run")) {
                runTurn = null;
                activation.awake().remove(AwakeReasons.Reason.RUN);
                if (failed) {
                    runFailed = true;
                    failuresInRow++;
                    messageCame();
                }
            } else {
                tasks--;
            }
            activation.turnEnded();
        });
    }

    private TurnPlan plan(String what, @Nullable Connection caller) {
        Duration patience = activation.definition().settings().actionTimeout();
        return new TurnPlan(
                what,
                patience,
                Failures.actionTimedOut(),
                false,
                true,
                Durability.SYNCED,
                caller,
                null,
                failure -> {}); // the boundary has logged it, and nobody waits for an answer
    }

    /** Tasks that have not ended. Any thread. */
    int active() {
        return active.get();
    }

    /** Tells {@code run()} that the actor stops. */
    void requestStop() {
        stopping = true;
        cancelRerun();
        Turn run = runTurn;
        if (run != null) {
            run.requestStop();
        }
    }
}
