package dev.dowel.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.protocol.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Putting an actor to sleep, starting it anew, and reading its key-value store (protocol 2.3). */
class ManagedActorTest {

    private static TestServer server;

    /** Keeps what it is given, and counts its activations. */
    @ActorType("keeper")
    static final class Keeper extends Actor<Long> {

        @Override
        protected Long createState(CreateRequest request) {
            return 0L;
        }

        @Override
        protected void onWake() {
            update(starts -> starts + 1);
        }

        @Action
        public void keep(String key, String value) {
            kv().putText(key, value);
        }

        @Action
        public long starts() {
            return state();
        }
    }

    @BeforeAll
    static void start() {
        server = new TestServer(builder -> builder.actor(Keeper.class));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Object json(String method, String path, String body) {
        try (HttpPeer peer = server.connect()) {
            HttpPeer.Answer answer = peer.request(method, path, body.getBytes(StandardCharsets.UTF_8));
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            return Json.parse(answer.body());
        }
    }

    private static Object call(String key, String action, String body) {
        return ((Map<?, ?>) json("POST", TestServer.action("keeper", key, action), body)).get("output");
    }

    private static Map<?, ?> view(String key) {
        Map<?, ?> answer = (Map<?, ?>) json("GET", "/actors?name=keeper&key=" + key, "");
        return (Map<?, ?>) ((List<?>) answer.get("actors")).getFirst();
    }

    private static String id(String key) {
        return String.valueOf(view(key).get("actor_id"));
    }

    @Test
    void anActorThatIsPutToSleepSleepsUntilItIsCalled() {
        assertThat(call("sleepy", "starts", "{}")).isEqualTo(1L);
        assertThat(view("sleepy").get("sleep_ts")).isNull();
        assertThat(view("sleepy").get("connectable_ts")).isNotNull();

        assertThat(json("POST", "/actors/" + id("sleepy") + "/sleep", "{}")).isEqualTo(Map.of());
        assertThat(view("sleepy").get("connectable_ts")).isNull();

        assertThat(call("sleepy", "starts", "{}")).isEqualTo(2L);
        assertThat(view("sleepy").get("sleep_ts")).isNull();
    }

    @Test
    void anActorThatSleepsCanBePutToSleepAgain() {
        call("twice", "starts", "{}");
        String id = id("twice");
        json("POST", "/actors/" + id + "/sleep", "{}");
        assertThat(json("POST", "/actors/" + id + "/sleep", "")).isEqualTo(Map.of());
    }

    @Test
    void anActorIsStartedAnew() {
        call("anew", "starts", "{}");
        assertThat(json("POST", "/actors/" + id("anew") + "/reschedule", "{}")).isEqualTo(Map.of());
        assertThat(call("anew", "starts", "{}")).isEqualTo(2L);
    }

    @Test
    void valuesAreReadByTheirKeyInBase64() {
        call("values", "keep", "{\"args\":[\"a?>\",\"one\"]}");
        String id = id("values");
        for (String key : new String[] {"YT8%2B", "YT8+", "YT8-"}) {
            Map<?, ?> value = (Map<?, ?>) json("GET", "/actors/" + id + "/kv/keys/" + key, "");
            assertThat(value.get("value")).isEqualTo("b25l");
        }
        try (HttpPeer peer = server.connect()) {
            HttpPeer.Answer answer = peer.get("/actors/" + id + "/kv/keys/YQ%3D%3D");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("x-rivet-error")).isEqualTo("actor.kv_key_not_found");
        }
    }

    @Test
    void aKeyMayHaveSlashesOfBase64() {
        call("slash", "keep", "{\"args\":[\"???\",\"two\"]}");
        String id = id("slash");
        for (String key : new String[] {"Pz8/", "Pz8%2F", "Pz8_"}) {
            Map<?, ?> value = (Map<?, ?>) json("GET", "/actors/" + id + "/kv/keys/" + key, "");
            assertThat(value.get("value")).isEqualTo("dHdv");
        }
    }

    @Test
    void theStateIsReadAsTheLastCommitLeftItWithoutWakingTheActor() {
        call("read", "starts", "{}");
        String id = id("read");
        json("POST", "/actors/" + id + "/sleep", "{}");

        assertThat(json("GET", "/actors/" + id + "/state", "")).isEqualTo(Map.of("state", 1L, "version", 1L));
        assertThat(json("GET", "/actors/" + id + "/state", "")).isEqualTo(Map.of("state", 1L, "version", 1L));
        assertThat(view("read").get("connectable_ts")).isNull();
    }

    @Test
    void actorsOfOtherNamespacesAreNotManaged() {
        call("mine", "starts", "{}");
        String id = id("mine");
        for (String what : new String[] {"sleep", "reschedule"}) {
            try (HttpPeer peer = server.connect()) {
                HttpPeer.Answer answer = peer.post("/actors/" + id + "/" + what + "?namespace=other", "{}");
                assertThat(answer.header("x-rivet-error")).isEqualTo("actor.not_found");
            }
        }
        assertThat(view("mine").get("sleep_ts")).isNull();
    }
}
