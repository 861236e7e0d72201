package dev.dowel.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorError;
import dev.dowel.client.ActorConnection;
import dev.dowel.client.ClientActor;
import dev.dowel.client.ConnectionStatus;
import dev.dowel.client.DowelClient;
import dev.dowel.embedded.ClientActors.Change;
import dev.dowel.embedded.ClientActors.Counter;
import dev.dowel.protocol.Encoding;
import dev.dowel.rocksdb.RocksDbStore;
import dev.dowel.server.DowelServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a server's restart on the same port is to the Java client. */
@Timeout(120)
class ClientRestartIT {

    @TempDir
    private Path data;

    private DowelServer start(int port, Duration grace) {
        return DowelServer.builder()
                .actor(Counter.class)
                .store(() -> RocksDbStore.at(data))
                .port(port)
                .reconnectGrace(grace)
                .build()
                .start();
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void aConnectionComesBackWithItsSubscriptionsAndSendsWhatWaited(Encoding encoding) throws Exception {
        BlockingQueue<Change> changes = new LinkedBlockingQueue<>();
        BlockingQueue<ConnectionStatus> statuses = new LinkedBlockingQueue<>();
        DowelServer first = start(0, Duration.ZERO);
        int port = first.port();
        try (var client = DowelClient.builder()
                        .endpoint(first.endpoint())
                        .encoding(encoding)
                        .build();
                ActorConnection<Counter> connection =
                        client.actor(Counter.class, "restart").connect()) {
            connection.on(Counter.CHANGED, changes::add);
            connection.onStatusChange(statuses::add);
            assertThat(connection.call(Counter::increment, 5L)).isEqualTo(5);
            assertThat(changes.take()).isEqualTo(new Change(0, 5));
            String firstId = connection.connectionId().orElseThrow();

            first.close();
            while (statuses.take() != ConnectionStatus.DISCONNECTED) {
                // the statuses before do not matter
            }
            var waiting = connection.callAsync(Counter::increment, 1L);
            assertThat(waiting).isNotDone();

            try (DowelServer second = start(port, Duration.ZERO)) {
                assertThat(waiting.join()).isEqualTo(6);
                assertThat(changes.take()).isEqualTo(new Change(5, 6));
                assertThat(connection.connectionId().orElseThrow()).isNotEqualTo(firstId);
                assertThat(second.port()).isEqualTo(port);
            }
        }
    }

    /** G1 and "a call is sent at most once", as a caller sees them. */
    @Test
    void restartsUnderLoadLoseNoAnsweredCallAndRepeatNone() throws Exception {
        var answered = new AtomicLong();
        var unknown = new AtomicLong();
        var unexpected = new LinkedBlockingQueue<Throwable>();
        var stop = new AtomicBoolean();
        DowelServer server = start(0, Duration.ofMillis(300));
        int port = server.port();
        try (var client = DowelClient.connect(server.endpoint())) {
            ClientActor<Counter> counter = client.actor(Counter.class, "load");
            List<Thread> callers = new ArrayList<>();
            var progress = new CountDownLatch(1);
            for (int i = 0; i < 8; i++) {
                boolean connected = i % 2 == 0;
                callers.add(Thread.ofVirtual().start(() -> {
                    try (ActorConnection<Counter> connection = counter.connect()) {
                        while (!stop.get()) {
                            try {
                                if (connected) {
                                    connection.call(Counter::increment, 1L);
                                } else {
                                    counter.call(Counter::increment, 1L);
                                }
                                answered.incrementAndGet();
                                progress.countDown();
                            } catch (ActorError e) {
                                count(e, unknown, unexpected);
                            }
                        }
                    } catch (Throwable e) {
                        unexpected.add(e);
                    }
                }));
            }
            progress.await();
            for (int i = 0; i < 3; i++) {
                server.close();
                server = start(port, Duration.ofMillis(300));
                long before = answered.get();
                while (answered.get() < before + 100 && unexpected.isEmpty()) {
                    Thread.onSpinWait();
                }
            }
            stop.set(true);
            for (Thread caller : callers) {
                caller.join();
            }
            assertThat(unexpected).isEmpty();
            assertThat(counter.call(Counter::count))
                    .as("%s answered, %s unknown", answered, unknown)
                    .isBetween(answered.get(), answered.get() + unknown.get());
        } finally {
            server.close();
        }
    }

    /** Whether the failed call may have counted. */
    private static void count(ActorError error, AtomicLong unknown, LinkedBlockingQueue<Throwable> unexpected) {
        if (error.code().equals("connection_lost")) {
            unknown.incrementAndGet();
        } else if (!error.retryable() && !error.code().equals("connection_failed")) {
            unexpected.add(error);
        }
    }

    @Test
    void aClientMayBeThereBeforeItsServer() throws Exception {
        DowelServer first = start(0, Duration.ZERO);
        int port = first.port();
        first.close();
        BlockingQueue<ActorError> errors = new LinkedBlockingQueue<>();
        try (var client = DowelClient.connect("http://127.0.0.1:" + port);
                ActorConnection<Counter> connection =
                        client.actor(Counter.class, "early").connect()) {
            connection.onError(errors::add);
            var call = connection.callAsync(Counter::increment, 1L);
            assertThat(errors.take().code()).isEqualTo("connection_failed");
            try (DowelServer second = start(port, Duration.ZERO)) {
                assertThat(call.join()).isEqualTo(1);
                assertThat(second.port()).isEqualTo(port);
            }
        }
    }
}
