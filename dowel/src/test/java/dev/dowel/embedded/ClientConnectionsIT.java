package dev.dowel.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dowel.ActorError;
import dev.dowel.ActorKey;
import dev.dowel.UserError;
import dev.dowel.client.ActorConnection;
import dev.dowel.client.ClientActor;
import dev.dowel.client.ConnectionStatus;
import dev.dowel.client.DowelClient;
import dev.dowel.client.Subscription;
import dev.dowel.embedded.ClientActors.Change;
import dev.dowel.embedded.ClientActors.Club;
import dev.dowel.embedded.ClientActors.Counter;
import dev.dowel.embedded.ClientActors.Login;
import dev.dowel.protocol.Encoding;
import dev.dowel.runtime.store.MemoryStore;
import dev.dowel.server.DowelServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The Java client's connections against a server, in every encoding. */
@ParameterizedClass
@EnumSource(Encoding.class)
@Timeout(60)
class ClientConnectionsIT {

    private static DowelServer server;

    @Parameter
    private Encoding encoding;

    private DowelClient client;

    @BeforeParameterizedClassInvocation
    static void startServer() {
        server = DowelServer.builder()
                .actor(Counter.class)
                .actor(Club.class)
                .store(new MemoryStore())
                .port(0)
                .build()
                .start();
    }

    @AfterParameterizedClassInvocation
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void openClient() {
        client = DowelClient.builder()
                .endpoint(server.endpoint())
                .encoding(encoding)
                .build();
    }

    @AfterEach
    void closeClient() {
        client.close();
    }

    @Test
    void callsAnswersErrorsAndEventsShareOneConnection() throws Exception {
        ClientActor<Counter> counter = client.actor(Counter.class, "shared");
        BlockingQueue<Change> changes = new LinkedBlockingQueue<>();
        try (ActorConnection<Counter> connection = counter.connect()) {
            connection.on(Counter.CHANGED, changes::add);
            assertThat(connection.call(Counter::increment, 5L)).isEqualTo(5);
            UserError error = catchThrowableOfType(UserError.class, () -> connection.call(Counter::fail, "no"));
            assertThat(error.metadata()).isEqualTo(Map.of("code", "no", "list", List.of(1L, 2L)));
            assertThat(connection.call(Counter::count)).isEqualTo(5);
            assertThat(counter.call(Counter::increment, 1L)).isEqualTo(6);

            assertThat(changes.take()).isEqualTo(new Change(0, 5));
            assertThat(changes.take()).isEqualTo(new Change(5, 6));
            assertThat(connection.status()).isEqualTo(ConnectionStatus.CONNECTED);
            assertThat(connection.ready()).isCompleted();
            assertThat(connection.actorId()).contains(counter.resolve());
            assertThat(connection.connectionId()).isPresent();
        }
    }

    @Test
    void callsRunInTheOrderTheyAreMadeAndEventsArriveInTheOrderOfTheirCommits() throws Exception {
        int calls = 2000;
        List<Change> heard = new ArrayList<>();
        var all = new CountDownLatch(calls);
        try (ActorConnection<Counter> connection =
                client.actor(Counter.class, "order").connect()) {
            connection.on(Counter.CHANGED, change -> {
                heard.add(change);
                all.countDown();
            });
            List<CompletableFuture<Long>> results = LongStream.range(0, calls)
                    .mapToObj(i -> connection.callAsync(Counter::increment, 1L))
                    .toList();
            for (int i = 0; i < calls; i++) {
                assertThat(results.get(i).join()).isEqualTo(i + 1);
            }
            all.await();
            for (int i = 0; i < calls; i++) {
                assertThat(heard.get(i)).isEqualTo(new Change(i, i + 1));
            }
        }
    }

    @Test
    void aListenerMayCallAndWait() throws Exception {
        BlockingQueue<Long> answers = new LinkedBlockingQueue<>();
        try (ActorConnection<Counter> connection =
                client.actor(Counter.class, "listener").connect()) {
            connection.once(Counter.CHANGED, change -> answers.add(connection.call(Counter::count)));
            connection.send(Counter::increment, 4L);
            assertThat(answers.take()).isEqualTo(4);
        }
    }

    @Test
    void aRemovedListenerHearsNothingMore() throws Exception {
        BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
        try (ActorConnection<Counter> connection =
                client.actor(Counter.class, "removed").connect()) {
            Subscription removed = connection.on(Counter.CHANGED, heard::add);
            connection.call(Counter::increment, 1L);
            assertThat(heard.take()).isEqualTo(new Change(0, 1));
            removed.close();
            connection.call(Counter::increment, 1L);
            connection.on("changed", heard::add);
            connection.call(Counter::increment, 1L);
            assertThat(heard.take()).isEqualTo(List.of(Map.of("from", 2L, "to", 3L)));
        }
    }

    @Test
    void everyConnectionHearsWhatAnyoneCauses() throws Exception {
        int connections = 20;
        int each = 50;
        var heard = new CountDownLatch(connections * connections * each);
        List<ActorConnection<Counter>> open = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            ActorConnection<Counter> connection =
                    client.actor(Counter.class, "crowd").connect();
            connection.on(Counter.CHANGED, change -> heard.countDown());
            open.add(connection);
        }
        for (ActorConnection<Counter> connection : open) {
            connection.call(Counter::count); // after it, its subscription is in place
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (ActorConnection<Counter> connection : open) {
                threads.execute(() -> {
                    for (int i = 0; i < each; i++) {
                        connection.call(Counter::increment, 1L);
                    }
                });
            }
        }
        heard.await();
        assertThat(open.getFirst().call(Counter::count)).isEqualTo((long) connections * each);
        open.forEach(ActorConnection::close);
    }

    @Test
    void paramsLetIn() {
        ClientActor<Club> club = client.actor(Club.class, "in");
        try (ActorConnection<Club> connection = club.connect(new Login("member (ü) %41+"))) {
            assertThat(connection.call(Club::whoAmI)).isEqualTo("member (ü) %41+");
        }
    }

    @Test
    void whoIsNotLetInIsToldWhyAndStaysOut() throws Exception {
        BlockingQueue<ActorError> errors = new LinkedBlockingQueue<>();
        BlockingQueue<ConnectionStatus> statuses = new LinkedBlockingQueue<>();
        try (ActorConnection<Club> connection = client.actor(Club.class, "out").connect(new Login("stranger"))) {
            connection.onError(errors::add);
            connection.onStatusChange(statuses::add);
            UserError error = catchThrowableOfType(UserError.class, () -> connection.call(Club::whoAmI));
            assertThat(error.code()).isEqualTo("not_a_member");
            assertThat(error).hasMessage("Members only.");
            assertThat(error.metadata()).isEqualTo(Map.of("fee", 50L));
            assertThat(errors.take().code()).isEqualTo("not_a_member");
            assertThat(connection.status()).isEqualTo(ConnectionStatus.CLOSED);
            assertThatThrownBy(connection.ready()::join).hasCauseInstanceOf(UserError.class);
            while (statuses.take() != ConnectionStatus.CLOSED) {
                // the statuses before do not matter
            }
        }
    }

    @Test
    void aSubscriptionThatIsRefusedEndsTheConnection() throws Exception {
        BlockingQueue<ActorError> errors = new LinkedBlockingQueue<>();
        try (ActorConnection<Club> connection =
                client.actor(Club.class, "secret").connect(new Login("member"))) {
            connection.onError(errors::add);
            connection.on(Club.SECRET, secret -> {});
            ActorError error = errors.take();
            assertThat(error.group() + "." + error.code()).isEqualTo("auth.forbidden");
            assertThat(connection.status()).isEqualTo(ConnectionStatus.CLOSED);
        }
    }

    @Test
    void anActorMaySendAConnectionAwayForGood() throws Exception {
        BlockingQueue<ActorError> errors = new LinkedBlockingQueue<>();
        try (ActorConnection<Club> connection =
                client.actor(Club.class, "leave").connect(new Login("member"))) {
            connection.onError(errors::add);
            connection.send(Club::leave);
            assertThat(errors.take().code()).isEqualTo("left");
            assertThat(connection.status()).isEqualTo(ConnectionStatus.CLOSED);
        }
    }

    @Test
    void nobodyConnectsToWhatIsNotThere() {
        try (ActorConnection<Counter> missing =
                client.get(Counter.class, "missing").connect()) {
            assertThat(catchThrowableOfType(ActorError.class, () -> missing.call(Counter::count))
                            .code())
                    .isEqualTo("not_found");
        }
        try (ActorConnection<Object> unknown =
                client.actor("nobody", ActorKey.of("a")).connect()) {
            assertThat(catchThrowableOfType(ActorError.class, () -> unknown.call("x", Void.class))
                            .code())
                    .isEqualTo("not_registered");
        }
    }

    @Test
    void anActorThatIsDestroyedIsConnectedToAnew() throws Exception {
        BlockingQueue<Change> changes = new LinkedBlockingQueue<>();
        BlockingQueue<ConnectionStatus> statuses = new LinkedBlockingQueue<>();
        try (ActorConnection<Counter> connection =
                client.actor(Counter.class, "again").connect()) {
            connection.on(Counter.CHANGED, changes::add);
            connection.onStatusChange(statuses::add);
            connection.call(Counter::increment, 5L);
            assertThat(changes.take()).isEqualTo(new Change(0, 5));
            String first = connection.actorId().orElseThrow();

            connection.send(Counter::vanish);
            while (statuses.take() != ConnectionStatus.DISCONNECTED) {
                // the statuses before do not matter
            }
            connection.call(Counter::increment, 1L);

            assertThat(changes.take()).isEqualTo(new Change(0, 1));
            assertThat(connection.actorId().orElseThrow()).isNotEqualTo(first);
        }
    }

    @Test
    void aClosedConnectionIsOverOnBothSides() {
        ActorConnection<Counter> connection =
                client.actor(Counter.class, "closing").connect();
        ActorConnection<Counter> witness =
                client.actor(Counter.class, "closing").connect();
        connection.ready().join();
        assertThat(witness.call(Counter::connected)).isEqualTo(2);
        connection.close();
        while (witness.call(Counter::connected) != 1) {
            Thread.onSpinWait();
        }
        assertThatThrownBy(() -> connection.call(Counter::count))
                .isInstanceOfSatisfying(
                        ActorError.class, e -> assertThat(e.code()).isEqualTo("closed"));
        assertThat(connection.status()).isEqualTo(ConnectionStatus.CLOSED);
    }
}
