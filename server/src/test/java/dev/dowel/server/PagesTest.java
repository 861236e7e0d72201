package dev.dowel.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.protocol.Json;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is the same for everybody (protocol 1.4, 1.7). */
class PagesTest {

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer(builder -> builder.version(7));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpPeer.Answer get(String path) {
        try (HttpPeer peer = server.connect()) {
            return peer.get(path);
        }
    }

    @Test
    void metadataTellsClientsOfTheActorsAndSendsThemNowhereElse() {
        HttpPeer.Answer answer = get("/metadata?namespace=default");
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        Map<?, ?> metadata = (Map<?, ?>) Json.parse(answer.body());
        Map<String, Map<?, ?>> empty = Map.of("metadata", Map.of());
        assertThat(metadata.get("runtime")).isEqualTo("engine");
        assertThat(metadata.get("version")).isEqualTo("2.3.19");
        assertThat(metadata.get("actorNames")).isEqualTo(Map.of("counter", empty, "door", empty, "slow", empty));
        assertThat(metadata.get("runner")).isEqualTo(Map.of("version", 7L));
        assertThat(metadata.get("clientEndpoint")).isNull();
    }

    @Test
    void healthIsOk() {
        assertThat(get("/health").text())
                .isEqualTo("{\"runtime\":\"engine\",\"status\":\"ok\",\"version\":\"2.3.19\"}");
        assertThat(get("/gateway/counter/health?" + TestServer.get("k")).text()).isEqualTo("ok");
        assertThat(get("/gateway/id/metadata").text())
                .isEqualTo("{\"runtime\":\"rivetkit\",\"type\":\"local\",\"version\":\"2.3.19\"}");
    }

    @Test
    void peopleAreGreeted() {
        assertThat(get("/").text()).contains("Dowel");
        assertThat(get("/gateway/id/").text()).contains("Dowel");
    }

    @Test
    void pagesAreOnlyRead() {
        try (HttpPeer peer = server.connect()) {
            HttpPeer.Answer answer = peer.post("/metadata", "{}");
            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.header("allow")).isEqualTo("GET, HEAD");
            assertThat(answer.header("x-rivet-error")).isEqualTo("actor.method_not_allowed");
        }
    }

    @Test
    void whereOnlySocketsAreServedRequestsAreToldSo() {
        for (String path : new String[] {"/gateway/id/connect", "/health/ws"}) {
            HttpPeer.Answer answer = get(path);
            assertThat(answer.status()).isEqualTo(426);
            assertThat(answer.header("upgrade")).isEqualTo("websocket");
        }
    }
}
