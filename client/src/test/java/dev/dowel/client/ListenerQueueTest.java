package dev.dowel.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ListenerQueueTest {

    @Test
    @Timeout(30)
    void callsRunInOrderOneAtATimeOnThreadsOfTheExecutor() {
        var queue = new ListenerQueue(Thread::startVirtualThread, 100_000, 1000);
        List<Integer> heard = new ArrayList<>(); // not safe: calls that overlap would lose some
        var last = new CompletableFuture<Void>();
        for (int i = 0; i < 50_000; i++) {
            int number = i;
            assertThat(queue.offer(0, () -> heard.add(number))).isTrue();
        }
        queue.add(() -> last.complete(null));
        last.join();
        assertThat(heard).isEqualTo(IntStream.range(0, 50_000).boxed().toList());
    }

    @Test
    void numberAndBytesOfWhatWaitsAreBounded() {
        var runs = new ArrayDeque<Runnable>();
        var queue = new ListenerQueue(runs::add, 3, 100);
        assertThat(queue.offer(60, () -> {})).isTrue();
        assertThat(queue.offer(41, () -> {})).isFalse();
        assertThat(queue.offer(40, () -> {})).isTrue();
        assertThat(queue.offer(0, () -> {})).isTrue();
        assertThat(queue.offer(0, () -> {})).isFalse();
        queue.add(() -> {});
        assertThat(runs).hasSize(1);
        runs.remove().run();
        assertThat(queue.offer(100, () -> {})).isTrue();
    }

    @Test
    void anExecutorThatWasShutDownDoesNotLoseCalls() {
        var heard = new ArrayList<String>();
        var queue = new ListenerQueue(
                task -> {
                    throw new RejectedExecutionException();
                },
                10,
                10);
        queue.offer(0, () -> heard.add("heard"));
        assertThat(heard).containsExactly("heard");
    }
}
