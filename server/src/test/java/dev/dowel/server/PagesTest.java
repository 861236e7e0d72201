package dev.dowel.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.protocol.Json;
import dev.dowel.runtime.store.StoreCondition;
import dev.dowel.runtime.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
                .isEqualTo(
                        "{\"runtime\":\"engine\",\"status\":\"ok\",\"version\":\"2.3.19\",\"store\":{\"status\":\"ok\"}}");
        assertThat(get("/gateway/counter/health?" + TestServer.get("k")).text()).isEqualTo("ok");
        assertThat(get("/gateway/id/metadata").text())
                .isEqualTo("{\"runtime\":\"rivetkit\",\"type\":\"local\",\"version\":\"2.3.19\"}");
    }

    @Test
    void healthSaysThatCommitsAreSlow() {
        Pages pages = pages(new StoreCondition.Slow(Duration.ofMillis(2100)));
        assertThat(pages.status(PageContent.HEALTH)).isEqualTo(200);
        assertThat(health(pages))
                .isEqualTo("{\"runtime\":\"engine\",\"status\":\"ok\",\"version\":\"2.3.19\","
                        + "\"store\":{\"status\":\"slow\",\"commitMs\":2100}}");
    }

    @Test
    void healthSaysThatNothingCanBeStoredAndWhyInAWordAndIsNoSuccess() {
        Pages pages = pages(
                new StoreCondition.Failing(StoreException.Reason.DISK_FULL, Instant.ofEpochMilli(1_790_000_000_000L)));
        assertThat(pages.status(PageContent.HEALTH)).isEqualTo(503);
        assertThat(pages.status(PageContent.METADATA)).isEqualTo(200);
        assertThat(health(pages))
                .isEqualTo("{\"runtime\":\"engine\",\"status\":\"failing\",\"version\":\"2.3.19\","
                        + "\"store\":{\"status\":\"failing\",\"reason\":\"disk_full\",\"since\":1790000000000}}");
    }

    private static Pages pages(StoreCondition condition) {
        return new Pages(List.of(), 1, () -> condition);
    }

    private static String health(Pages pages) {
        return new String(pages.body(PageContent.HEALTH), StandardCharsets.UTF_8);
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
