package dev.dowel.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ConnectionLoopTest {

    @Test
    void stepsOfManyThreadsRunOneAtATimeAndEachThreadsInOrder() {
        int threads = 8;
        int each = 20_000;
        var loop = new ConnectionLoop();
        var running = new AtomicBoolean();
        var overlaps = new AtomicBoolean();
        var steps = new ArrayList<int[]>(); // confined to the loop: overlapping steps would break it as well
        try (var pool = Executors.newFixedThreadPool(threads)) {
            for (int t = 0; t < threads; t++) {
                int thread = t;
                pool.execute(() -> {
                    for (int i = 0; i < each; i++) {
                        int number = i;
                        loop.execute(() -> {
                            if (running.getAndSet(true)) {
                                overlaps.set(true);
                            }
                            steps.add(new int[] {thread, number});
                            running.set(false);
                        });
                    }
                });
            }
        }
        assertThat(overlaps).isFalse();
        assertThat(steps).hasSize(threads * each);
        int[] next = new int[threads];
        steps.forEach(step -> assertThat(step[1]).isEqualTo(next[step[0]]++));
        assertThat(loop.backlog()).isZero();
    }

    @Test
    void aStepThatBringsAnotherOneEndsFirst() {
        var loop = new ConnectionLoop();
        List<String> log = new ArrayList<>();
        loop.execute(() -> {
            loop.execute(() -> log.add("second"));
            log.add("first");
        });
        assertThat(log).containsExactly("first", "second");
    }
}
