package dev.dowel.attacks.actors;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * What the rest of the server's users notice while it is attacked: turns of other actors, each with its commit; its health; and
 * pings. Each asks one question at a time, on a thread of its own. Used by one thread.
 */
final class Witnesses {

    /** Longer than any of them should have to wait. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int NEIGHBOURS = 8;
    private static final Duration PAUSE = Duration.ofMillis(5);

    final Delays turns = new Delays();
    final Delays health = new Delays();
    final Delays pings = new Delays();
    private volatile boolean over;
    private int next;

    /** Watches while something happens, for as long as that takes. */
    void during(Calls calls, Calls.Pinged socket, Runnable attack) throws InterruptedException {
        Thread first = ask(
                turns,
                () -> calls.call("neighbour", "n" + (next++ % NEIGHBOURS), "add")
                        .thenAccept(Witnesses::mustBeResult));
        Thread second = ask(health, () -> calls.health().thenAccept(Witnesses::mustBeResult));
        Thread third = ask(pings, socket::ping);
        try {
            attack.run();
        } finally {
            over = true;
            first.join();
            second.join();
            third.join();
        }
    }

    private static void mustBeResult(Calls.Answer answer) {
        if (!answer.isResult()) {
            throw new IllegalStateException("Answered " + answer);
        }
    }

    private Thread ask(Delays delays, Supplier<CompletableFuture<?>> question) {
        return Thread.ofPlatform().start(() -> {
            while (!over) {
                long begin = System.nanoTime();
                try {
                    question.get().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                    delays.add(System.nanoTime() - begin);
                } catch (ExecutionException | TimeoutException e) {
                    delays.failed();
                } catch (InterruptedException e) {
                    return;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        });
    }

    /** Whether all questions were answered, and there were some of each. */
    boolean allAnswered() {
        return turns.failures() + health.failures() + pings.failures() == 0
                && turns.answered() > 0
                && health.answered() > 0
                && pings.answered() > 0;
    }
}
