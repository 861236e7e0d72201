package dev.dowel.benchmarks;

import dev.dowel.ActorDefinition;
import dev.dowel.rocksdb.RocksDbStore;
import dev.dowel.runtime.ActorRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * Actors that send to one worker of the same server, as fast as it handles what they send: a bounded number of messages is
 * under way, whatever waits behind them. Used by one thread.
 */
final class LocalSenders implements AutoCloseable {

    private static final int SENDERS = 16;
    private static final int BATCH = 32;
    private static final int UNDER_WAY = SENDERS * BATCH;
    private static final int FILLED_AT_ONCE = 1_000;

    private final int warmSeconds;
    private final int seconds;
    private final RocksDbStore store;
    private final ActorRuntime runtime;
    private final LocalCalls calls;

    LocalSenders(Path directory, int warmSeconds, int seconds) {
        this.warmSeconds = warmSeconds;
        this.seconds = seconds;
        this.store = RocksDbStore.at(directory);
        this.runtime = ActorRuntime.builder()
                .actor(ActorDefinition.of(QueueWorker.class))
                .actor(ActorDefinition.of(QueueProducer.class))
                .store(store)
                .build();
        this.calls = new LocalCalls(runtime);
    }

    /** Sends to a new worker that has a backlog of jobs, which stays as long as it is. */
    LoadRate measure(String worker, int backlog) throws IOException, InterruptedException {
        for (int filled = 0; filled < backlog; filled += FILLED_AT_ONCE) {
            calls.call("queueWorker", worker, "fill", Math.min(FILLED_AT_ONCE, backlog - filled));
        }
        calls.call("queueWorker", worker, "begin");
        QueueWorker.HANDLED.drainPermits();
        QueueWorker.HANDLED.release(UNDER_WAY);
        var acknowledged = new LongAdder();
        var stopping = new AtomicBoolean();
        LoadRate rate;
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < SENDERS; number++) {
                String producer = "producer" + number;
                senders.execute(() -> {
                    while (!stopping.get()) {
                        QueueWorker.HANDLED.acquireUninterruptibly(BATCH);
                        acknowledged.add(calls.call("queueProducer", producer, "produce", worker, BATCH));
                    }
                });
            }
            TimeUnit.SECONDS.sleep(warmSeconds);
            rate = rate(worker, acknowledged);
            stopping.set(true);
        }
        waitUntilDone(worker, acknowledged.sum() + backlog);
        return rate;
    }

    private LoadRate rate(String worker, LongAdder acknowledged) throws IOException, InterruptedException {
        ForeignLoad foreign = ForeignLoad.sinceNow();
        long from = System.nanoTime();
        long sentBefore = acknowledged.sum();
        long doneBefore = calls.call("queueWorker", worker, "done");
        TimeUnit.SECONDS.sleep(seconds);
        long done = calls.call("queueWorker", worker, "done") - doneBefore;
        long sent = acknowledged.sum() - sentBefore;
        double took = (System.nanoTime() - from) / 1e9;
        return new LoadRate(sent / took, done / took, foreign.cores());
    }

    /** Nothing is lost and nothing is done twice, or the figure is worth nothing. */
    private void waitUntilDone(String worker, long jobs) throws InterruptedException {
        long done = calls.call("queueWorker", worker, "done");
        for (long before = -1; done < jobs && done != before; ) {
            before = done;
            TimeUnit.MILLISECONDS.sleep(500);
            done = calls.call("queueWorker", worker, "done");
        }
        if (done != jobs) {
            throw new IllegalStateException(worker + " did " + done + " of " + jobs + " jobs.");
        }
    }

    @Override
    public void close() {
        runtime.close();
        store.close();
    }
}
