package dev.dowel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorDefinition;
import dev.dowel.ActorType;
import dev.dowel.DefinitionException;
import dev.dowel.runtime.store.ActorStore;
import dev.dowel.runtime.store.Alarm;
import dev.dowel.runtime.store.Directory;
import dev.dowel.runtime.store.Entry;
import dev.dowel.runtime.store.EntryKey;
import dev.dowel.runtime.store.EntryRange;
import dev.dowel.runtime.store.MemoryStore;
import dev.dowel.runtime.store.StoreException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a server needs to start, and what it says when it cannot. */
class StartTest {

    /** Not an actor at all: no name, and an action that is private. */
    static final class Unnamed extends Actor<Void> {}

    @ActorType("twice")
    static final class Twice extends Actor<Void> {
        @Action
        public void same() {}

        @Action("same")
        public void other() {}
    }

    /** Remembers that it was closed. */
    private static final class WatchedStore implements ActorStore {
        private final MemoryStore store = new MemoryStore();
        private boolean closed;

        @Override
        public byte[] loadState(String actorId) {
            return store.loadState(actorId);
        }

        @Override
        public void commit(List<dev.dowel.runtime.store.ActorCommit> group) {
            store.commit(group);
        }

        @Override
        public byte[] loadEntry(String actorId, EntryKey key) {
            return store.loadEntry(actorId, key);
        }

        @Override
        public List<Entry> loadEntries(String actorId, EntryRange range) {
            return store.loadEntries(actorId, range);
        }

        @Override
        public List<Alarm> alarms(Alarm after, long until, int limit) {
            return store.alarms(after, until, limit);
        }

        @Override
        public Directory directory() {
            return store;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private final WatchedStore store = new WatchedStore();

    private DowelServerBuilder builder() {
        return DowelServer.builder()
                .actor(TestActors.Counter.class)
                .store(store)
                .port(0);
    }

    @Test
    void everyMistakeOfEveryActorIsReportedTogether() {
        assertThatThrownBy(() -> DowelServer.builder()
                        .actor(Unnamed.class)
                        .actor(Twice.class)
                        .actor(TestActors.Counter.class)
                        .actor(ActorDefinition.named("counter").build())
                        .build())
                .isInstanceOfSatisfying(
                        DefinitionException.class,
                        e -> assertThat(e.mistakes())
                                .extracting(mistake -> mistake.where())
                                .anyMatch(where -> where.contains("Unnamed"))
                                .anyMatch(where -> where.contains("Twice"))
                                .contains("counter"));
    }

    @Test
    void aServerNeedsActorsAndAStore() {
        assertThatThrownBy(() -> DowelServer.builder().store(store).build()).isInstanceOf(DefinitionException.class);
        assertThatThrownBy(() ->
                        DowelServer.builder().actor(TestActors.Counter.class).build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("store");
    }

    @Test
    void aPortInUseIsNamedAndTheStoreIsClosed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            DowelServer server = builder().port(taken.getLocalPort()).build();
            assertThatThrownBy(server::start)
                    .isInstanceOf(ServerStartException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("DOWEL_PORT");
        }
        assertThat(store.closed).isTrue();
    }

    @Test
    void anUnknownHostIsNamed() {
        DowelServer server = builder().host("no such host").build();
        assertThatThrownBy(server::start)
                .isInstanceOf(ServerStartException.class)
                .hasMessageContaining("no such host");
        assertThat(store.closed).isTrue();
    }

    @Test
    void aStoreThatCannotBeOpenedSaysSo() {
        DowelServer server = builder()
                .store(() -> {
                    throw new StoreException("The data directory is locked.", null);
                })
                .build();
        assertThatThrownBy(server::start).isInstanceOf(StoreException.class).hasMessageContaining("locked");
    }

    @Test
    void theStoreIsClosedWithTheServer() {
        builder().build().start().close();
        assertThat(store.closed).isTrue();
    }

    @Test
    void endpointsCanBeConnectedTo() {
        try (DowelServer server = builder().build().start()) {
            assertThat(server.endpoint()).isEqualTo("http://127.0.0.1:" + server.port());
        }
        try (DowelServer server = builder().host("0.0.0.0").build().start()) {
            assertThat(server.endpoint()).isEqualTo("http://localhost:" + server.port());
        }
    }

    @Test
    void whatIsSetWinsOverTheEnvironment() {
        ServerEnvironment environment = ServerEnvironment.of(
                Map.of("DOWEL_HOST", "no such host", "DOWEL_PORT", "1", "DOWEL_CORS_ORIGINS", "https://a.example"));
        try (DowelServer server = builder()
                .environment(environment)
                .host("127.0.0.1")
                .cors(Cors.any())
                .build()
                .start()) {
            assertThat(server.port()).isGreaterThan(1);
        }
    }

    @Test
    void theEnvironmentSetsTheRest() {
        ServerEnvironment environment = ServerEnvironment.of(Map.of("DOWEL_PORT", "0", "RIVET_TOKEN", "s3cret"));
        DowelServer server = DowelServer.builder()
                .actor(TestActors.Counter.class)
                .store(store)
                .environment(environment)
                .build()
                .start();
        try (server;
                HttpPeer peer = new HttpPeer(server.port())) {
            assertThat(peer.get("/actors?name=counter").status()).isEqualTo(401);
            assertThat(peer.get("/actors?name=counter", "authorization: Bearer s3cret")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void theVersionOfTheBuilderWinsOverTheEnvironment() {
        ServerEnvironment environment = ServerEnvironment.of(Map.of("RIVET_RUNNER_VERSION", "12"));
        assertThat(metadata(builder().environment(environment))).contains("\"runner\":{\"version\":12}");
        assertThat(metadata(builder().environment(environment).version(7))).contains("\"runner\":{\"version\":7}");
        assertThat(metadata(builder())).contains("\"runner\":{\"version\":1}");
        assertThatIllegalArgumentException().isThrownBy(() -> builder().version(-1));
    }

    private static String metadata(DowelServerBuilder builder) {
        try (DowelServer server = builder.build().start();
                HttpPeer peer = new HttpPeer(server.port())) {
            return peer.get("/metadata").text();
        }
    }

    @Test
    void internalErrorsAreShownOnlyIfTheServerIsTold() {
        ServerEnvironment exposed = ServerEnvironment.of(Map.of("RIVET_EXPOSE_ERRORS", "1"));
        assertThat(crash(builder())).doesNotContain("secret detail");
        assertThat(crash(builder().environment(exposed))).contains("secret detail");
        assertThat(crash(builder().environment(exposed).exposeErrors(false))).doesNotContain("secret detail");
        assertThat(crash(builder().exposeErrors(true))).contains("secret detail");
    }

    private static String crash(DowelServerBuilder builder) {
        try (DowelServer server = builder.build().start();
                HttpPeer peer = new HttpPeer(server.port())) {
            HttpPeer.Answer answer = peer.post(TestServer.action("counter", "k", "crash"), "{}");
            assertThat(answer.header("x-rivet-error")).isEqualTo("rivetkit.internal_error");
            return answer.text();
        }
    }

    @Test
    void secretsAreNotPrinted() {
        ServerEnvironment environment = ServerEnvironment.of(Map.of("RIVET_TOKEN", "s3cret"));
        DowelServerBuilder builder = builder().adminToken("s3cret");
        assertThat(environment + " " + builder + " " + builder.build() + " " + AdminToken.of("s3cret"))
                .doesNotContain("s3cret")
                .contains("counter");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.adminToken(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.port(65_536));
    }
}
