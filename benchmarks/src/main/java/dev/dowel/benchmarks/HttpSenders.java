package dev.dowel.benchmarks;

import dev.dowel.rocksdb.RocksDbStore;
import dev.dowel.server.DowelServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * Clients that send to the queues of many workers over HTTP, on connections that stay open, one request at a time on each.
 * Used by one thread.
 */
final class HttpSenders implements AutoCloseable {

    private static final String JOB = "{\"body\":{\"number\":1}}";
    private static final long PATIENCE_SECONDS = 60;

    private final DowelServer server;
    private final List<String> workers = new ArrayList<>();
    private final int connections;
    private final LongAdder acknowledged = new LongAdder();

    HttpSenders(Path directory, int actors, int connections) throws IOException {
        this.connections = connections;
        this.server = DowelServer.builder()
                .actor(QueueWorker.class)
                .store(() -> RocksDbStore.at(directory))
                .port(0)
                .build()
                .start();
        try (var connection = new KeptConnection(server.port())) {
            for (int number = 0; number < actors; number++) {
                connection.action("queueWorker", "worker" + number, "begin");
                workers.add(connection.actorId());
            }
        }
    }

    /** Sends to all workers in turn. */
    LoadRate measure(int warmSeconds, int seconds) throws IOException, InterruptedException {
        var stopping = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> senders = new ArrayList<>();
            for (int number = 0; number < connections; number++) {
                int first = number;
                senders.add(threads.submit(() -> {
                    send(first, stopping);
                    return first;
                }));
            }
            TimeUnit.SECONDS.sleep(warmSeconds);
            LoadRate rate = rate(seconds);
            stopping.set(true);
            for (Future<?> sender : senders) {
                sender.get();
            }
            return rate;
        } catch (ExecutionException e) {
            throw new IOException("A sender failed.", e.getCause());
        }
    }

    private void send(int first, AtomicBoolean stopping) throws IOException {
        try (var connection = new KeptConnection(server.port())) {
            for (int number = first; !stopping.get(); number += connections) {
                connection.post("/gateway/" + workers.get(number % workers.size()) + "/queue/jobs", JOB);
                acknowledged.increment();
            }
        }
    }

    private LoadRate rate(int seconds) throws IOException, InterruptedException {
        ForeignLoad foreign = ForeignLoad.sinceNow();
        long from = System.nanoTime();
        long sentBefore = acknowledged.sum();
        int handledBefore = QueueWorker.HANDLED.availablePermits();
        TimeUnit.SECONDS.sleep(seconds);
        long sent = acknowledged.sum() - sentBefore;
        int handled = QueueWorker.HANDLED.availablePermits() - handledBefore;
        double took = (System.nanoTime() - from) / 1e9;
        return new LoadRate(sent / took, handled / took, foreign.cores());
    }

    /** Nothing is lost and nothing is done twice, or the figure is worth nothing. */
    void checkDone() throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        long done = done();
        while (done < acknowledged.sum() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(200);
            done = done();
        }
        if (done != acknowledged.sum()) {
            throw new IllegalStateException("Done are " + done + " of " + acknowledged.sum() + " jobs.");
        }
    }

    private long done() throws IOException {
        long done = 0;
        try (var connection = new KeptConnection(server.port())) {
            for (String worker : workers) {
                String output = connection.post("/gateway/" + worker + "/action/done", "{\"args\":[]}");
                done += Long.parseLong(output.replaceAll("[^0-9]", ""));
            }
        }
        return done;
    }

    @Override
    public void close() {
        server.close();
    }
}
