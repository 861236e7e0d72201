package dev.dowel.runtime.activation;

import dev.dowel.BackgroundTask;
import dev.dowel.Connection;
import dev.dowel.Durability;
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

    private final Activation<?> activation;
    private final AtomicInteger active = new AtomicInteger();
    private volatile @Nullable Turn runTurn;
    private boolean stopping;

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
            runUntilStopped();
        });
    }

    /** The interrupt with which the actor stops is the ordinary way to end: what it did is kept. */
    private void runUntilStopped() throws Exception {
        try {
            activation.behavior().run();
        } catch (InterruptedException e) {
            if (!stopping) {
                throw e;
            }
        }
    }

    /** Starts a task that belongs to a connection, or to none. */
    void start(@Nullable Connection caller, BackgroundTask task) {
        start("waitUntil", caller, turn -> task.run());
    }

    private void start(String what, @Nullable Connection caller, TurnRunner.Body body) {
        active.incrementAndGet();
        activation.parts().token().enqueue(() -> {
            if (!activation.isClosed()) {
                activation.turns().run(plan(what, caller), body);
            }
            active.decrementAndGet();
            if (what.equals("run")) {
                runTurn = null;
                activation.awake().remove(AwakeReasons.Reason.RUN);
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
        Turn run = runTurn;
        if (run != null) {
            run.requestStop();
        }
    }
}
