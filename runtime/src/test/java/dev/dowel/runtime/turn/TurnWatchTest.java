package dev.dowel.runtime.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the watch does for one actor does not depend on what happens in another's look. */
class TurnWatchTest {

    private final Queue<Runnable> ticks = new ArrayDeque<>();
    private final List<String> log = new ArrayList<>();
    private final TurnWatch watch = new TurnWatch(
            (delay, task) -> {
                ticks.add(task);
                return () -> {};
            },
            () -> 0,
            (moved, longTurns) -> log.add(moved ? "moved" : "still"));

    private TurnWatch.Watched runner(Runnable look) {
        return new TurnWatch.Watched() {
            @Override
            public boolean expireOverdue(long now) {
                look.run();
                return true;
            }

            @Override
            public void unwatched() {}

            @Override
            public @Nullable Turn running() {
                return null;
            }

            @Override
            public String actor() {
                return "";
            }
        };
    }

    @Test
    void exceptionInOneLookKeepsNobodyElseFromBeingLookedAt() {
        watch.watch(runner(() -> {
            throw new IllegalStateException("on purpose");
        }));
        watch.watch(runner(() -> log.add("looked")));
        ticks.remove().run();
        ticks.remove().run();
        assertThat(log).containsExactly("looked", "moved", "looked", "still");
    }

    @Test
    void errorEndsALookButNotTheWatch() {
        boolean[] full = {true};
        watch.watch(runner(() -> {
            if (full[0]) {
                full[0] = false;
                throw new OutOfMemoryError("on purpose");
            }
        }));
        watch.watch(runner(() -> log.add("looked")));
        ticks.remove().run();
        ticks.remove().run();
        assertThat(log).contains("looked");
        assertThat(ticks).hasSize(1);
    }
}
