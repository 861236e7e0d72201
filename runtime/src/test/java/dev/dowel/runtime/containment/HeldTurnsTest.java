package dev.dowel.runtime.containment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.runtime.failure.Failures;
import dev.dowel.runtime.turn.Turn;
import dev.dowel.runtime.turn.TurnWatch;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which long turns hold their carrier, and which have given it back. */
class HeldTurnsTest {

    private volatile boolean stop;

    private static TurnWatch.LongTurn turnOf(CompletableFuture<Turn> turn) {
        Turn running = turn.join();
        return new TurnWatch.LongTurn(running, new TurnWatch.Watched() {
            @Override
            public boolean expireOverdue(long now) {
                return true;
            }

            @Override
            public void unwatched() {}

            @Override
            public @Nullable Turn running() {
                return running;
            }

            @Override
            public String actor() {
                return "default/worker[\"a\"]";
            }
        });
    }

    private static Turn newTurn() {
        return new Turn(0, 1, failure -> {}, Failures.actionTimedOut(), false, false, null, null);
    }

    @Test
    void aTurnThatComputesHoldsItsCarrierAndOneThatBlocksDoesNot() throws InterruptedException {
        CompletableFuture<Turn> spinning = new CompletableFuture<>();
        CompletableFuture<Turn> blocked = new CompletableFuture<>();
        CountDownLatch end = new CountDownLatch(1);
        Thread blocker = Thread.startVirtualThread(() -> {
            blocked.complete(newTurn());
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        while (blocker.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        Thread spinner = Thread.startVirtualThread(() -> {
            spinning.complete(newTurn());
            while (!stop) {
                Thread.onSpinWait();
            }
        });
        HeldTurns held = new HeldTurns(System::nanoTime);
        held.looked(List.of(turnOf(spinning), turnOf(blocked)));
        assertThat(held.look()).isEqualTo(1);
        stop = true;
        end.countDown();
        spinner.join();
        blocker.join();
        assertThat(held.look()).isZero();
        held.looked(List.of());
        assertThat(held.look()).isZero();
    }
}
