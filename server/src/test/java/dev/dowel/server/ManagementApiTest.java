package dev.dowel.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.InputFormat;
import dev.dowel.protocol.Json;
import dev.dowel.protocol.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Finding, creating, listing and destroying actors (protocol 2.3). */
class ManagementApiTest {

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpPeer.Answer ask(String method, String path, String body, String... headers) {
        try (HttpPeer peer = server.connect()) {
            return peer.request(method, path, body.getBytes(java.nio.charset.StandardCharsets.UTF_8), headers);
        }
    }

    @SuppressWarnings("unchecked") // answers are objects
    private static Map<String, Object> object(HttpPeer.Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return (Map<String, Object>) Json.parse(answer.body());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> actor(HttpPeer.Answer answer) {
        return (Map<String, Object>) object(answer).get("actor");
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> actors(HttpPeer.Answer answer) {
        return (List<Map<String, Object>>) object(answer).get("actors");
    }

    private static String body(String name, String key) {
        return "{\"name\":\"" + name + "\",\"key\":\"" + key
                + "\",\"runner_name_selector\":\"default\",\"crash_policy\":\"sleep\",\"datacenter\":\"x\"}";
    }

    private static void assertFailed(HttpPeer.Answer answer, int status, String name) {
        assertThat(answer.header("x-rivet-error")).as(answer.toString()).isEqualTo(name);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("content-type")).isEqualTo("application/json");
    }

    @Test
    void putFindsOrCreates() {
        HttpPeer.Answer first = ask("PUT", "/actors?namespace=put", body("counter", "a/b"));
        HttpPeer.Answer second = ask("PUT", "/actors?namespace=put", body("counter", "a/b"));

        assertThat(object(first)).containsEntry("created", true);
        assertThat(object(second)).containsEntry("created", false);
        assertThat(actor(second).get("actor_id")).isEqualTo(actor(first).get("actor_id"));
        assertThat(actor(first))
                .containsEntry("name", "counter")
                .containsEntry("key", "a/b")
                .containsEntry("namespace_id", "put")
                .containsEntry("destroy_ts", null)
                .containsKeys("create_ts", "start_ts", "connectable_ts", "sleep_ts", "crash_policy");
    }

    @Test
    void postCreatesAndSaysWhoHasTheKeyOtherwise() {
        HttpPeer.Answer created = ask("POST", "/actors?namespace=post", body("counter", "k"));
        HttpPeer.Answer again = ask("POST", "/actors?namespace=post", body("counter", "k"));

        assertFailed(again, 400, "actor.duplicate_key");
        assertThat(((Map<?, ?>) ((Map<?, ?>) Json.parse(again.body())).get("metadata")))
                .isEqualTo(Map.of("existing_actor_id", actor(created).get("actor_id"), "key", "k"));
    }

    @Test
    void inputReachesTheNewActor() {
        String input = InputFormat.toBase64(Values.encode(Dialect.COMPAT_CBOR, 7L));
        String body = "{\"name\":\"counter\",\"key\":\"input\",\"input\":\"" + input + "\"}";
        String id = String.valueOf(actor(ask("POST", "/actors", body)).get("actor_id"));
        assertThat(ask("POST", "/gateway/" + id + "/action/getCount", "{}").text())
                .isEqualTo("{\"output\":7}");
    }

    @Test
    void bothFormsOfAKeyMeanTheSameActor() {
        String id = String.valueOf(actor(ask("PUT", "/actors", body("counter", "x,y\\\\/z/\\\\0/é")))
                .get("actor_id"));
        assertThat(ask("POST", "/gateway/" + id + "/action/keyParts", "{}").text())
                .isEqualTo("{\"output\":[\"x,y/z\",\"\",\"é\"]}");

        String plain = String.valueOf(
                actor(ask("PUT", "/actors", body("counter", "p/q"))).get("actor_id"));
        String byQuery = "/gateway/counter/action/getCount?" + TestServer.get("p,q");
        assertThat(ask("POST", byQuery, "{}").header("x-rivet-actor")).isEqualTo(plain);
    }

    @Test
    void getFindsByKeyAndById() {
        String id = String.valueOf(actor(ask("PUT", "/actors?namespace=get", body("counter", "a/b")))
                .get("actor_id"));

        assertThat(actors(ask("GET", "/actors?name=counter&key=a%2Fb&namespace=get", "")))
                .extracting(actor -> actor.get("actor_id"))
                .containsExactly(id);
        assertThat(actors(ask("GET", "/actors?actor_ids=" + id + "&namespace=get", "")))
                .hasSize(1);
        assertThat(actors(ask("GET", "/actors?actor_ids=none," + id + "&name=counter&namespace=get", "")))
                .hasSize(1);
        assertThat(actors(ask("GET", "/actors?name=counter&key=other&namespace=get", "")))
                .isEmpty();
        assertThat(actors(ask("GET", "/actors?actor_ids=" + id + "&namespace=other", "")))
                .isEmpty();
    }

    @Test
    void listsAreNewestFirstAndInPages() {
        List<Object> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.addFirst(actor(ask("PUT", "/actors?namespace=list", body("counter", "k" + i)))
                    .get("actor_id"));
        }
        List<Object> listed = new ArrayList<>();
        Object cursor = null;
        do {
            String next = cursor == null ? "" : "&cursor=" + cursor;
            HttpPeer.Answer page = ask("GET", "/actors?name=counter&namespace=list&limit=2" + next, "");
            actors(page).forEach(actor -> listed.add(actor.get("actor_id")));
            cursor = ((Map<?, ?>) object(page).get("pagination")).get("cursor");
        } while (cursor != null);
        assertThat(listed).isEqualTo(ids);
    }

    @Test
    void namesAreListed() {
        ask("PUT", "/actors?namespace=names", body("counter", "k"));
        ask("PUT", "/actors?namespace=names", body("slow", "k"));
        assertThat(object(ask("GET", "/actors/names?namespace=names", "")))
                .containsEntry(
                        "names", Map.of("counter", Map.of("metadata", Map.of()), "slow", Map.of("metadata", Map.of())));
    }

    @Test
    void deleteDestroys() {
        String id = String.valueOf(
                actor(ask("PUT", "/actors", body("counter", "gone"))).get("actor_id"));
        assertThat(ask("DELETE", "/actors/" + id + "?namespace=default", "").text())
                .isEqualTo("{}");
        assertThat(actors(ask("GET", "/actors?actor_ids=" + id, ""))).isEmpty();
        assertFailed(ask("DELETE", "/actors/" + id, ""), 404, "actor.not_found");
        assertFailed(ask("POST", "/gateway/" + id + "/action/getCount", "{}"), 404, "actor.not_found");
        assertThat(actor(ask("PUT", "/actors", body("counter", "gone"))).get("actor_id"))
                .isNotEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT | /actors | { | 400 | actor.invalid_request",
                "PUT | /actors | [] | 400 | actor.invalid_request",
                "PUT | /actors | {} | 400 | actor.invalid_request",
                "POST | /actors | {\"name\":1} | 400 | actor.invalid_request",
                "POST | /actors | {\"name\":\"\"} | 400 | actor.invalid_name",
                "POST | /actors | {\"name\":\"counter\",\"key\":[\"a\"]} | 400 | actor.invalid_request",
                "POST | /actors | {\"name\":\"counter\",\"input\":\"!\"} | 400 | guard.query_invalid_base64_input",
                "POST | /actors | {\"name\":\"counter\",\"input\":\"/w==\"} | 400 | guard.query_invalid_cbor_input",
                "POST | /actors | {\"name\":\"nobody\",\"key\":\"k\"} | 404 | actor.not_registered",
                "GET | /actors | '' | 400 | guard.invalid_request",
                "GET | /actors?key=a | '' | 400 | guard.invalid_request",
                "GET | /actors?name=a&name=b | '' | 400 | guard.query_duplicate_param",
                "GET | /actors?name=a&namespace=b&namespace=b | '' | 400 | guard.query_duplicate_param",
                "GET | /actors?name=%zz | '' | 400 | guard.query_invalid_percent_encoding",
                "GET | /actors?name=counter&limit=0 | '' | 400 | guard.query_invalid_params",
                "GET | /actors?name=counter&limit=many | '' | 400 | guard.query_invalid_params",
                "GET | /actors?name=counter&cursor=nonsense | '' | 400 | actor.invalid_request",
                "DELETE | /actors | '' | 405 | actor.method_not_allowed",
                "PATCH | /actors | '' | 405 | actor.method_not_allowed",
                "POST | /actors/names | '' | 405 | actor.method_not_allowed",
                "GET | /actors/someid | '' | 405 | actor.method_not_allowed",
                "GET | /actors/ | '' | 404 | guard.no_route",
                "POST | /actors/id/nap | {} | 404 | guard.no_route",
                "POST | /actors/id/sleep | {} | 404 | actor.not_found",
                "POST | /actors/id/reschedule | {} | 404 | actor.not_found",
                "GET | /actors/id/sleep | '' | 405 | actor.method_not_allowed",
                "GET | /actors/id/reschedule | '' | 405 | actor.method_not_allowed",
                "GET | /actors/id/kv | '' | 404 | guard.no_route",
                "GET | /actors/id/kv/keys | '' | 404 | guard.no_route",
                "GET | /actors/id/kv/keys/YQ== | '' | 404 | actor.not_found",
                "GET | /actors/id/state | '' | 404 | actor.not_found",
                "PUT | /actors/id/state | {} | 405 | actor.method_not_allowed",
                "PUT | /actors/id/kv/keys/YQ== | {} | 405 | actor.method_not_allowed",
                "GET | /actors/id/kv/keys/! | '' | 400 | guard.invalid_request",
                "GET | /actors/id/kv/keys/%zz | '' | 400 | guard.query_invalid_percent_encoding",
                "DELETE | /actors/none | '' | 404 | actor.not_found"
            })
    void mistakesAreTold(String method, String path, String body, int status, String name) {
        assertFailed(ask(method, path, body), status, name);
    }

    @Test
    void boundsAreTold() {
        String key = "k".repeat(129);
        assertFailed(ask("PUT", "/actors", body("counter", key)), 400, "actor.key_too_large");
        assertFailed(ask("PUT", "/actors", body("n".repeat(65), "k")), 400, "actor.invalid_name");
        assertFailed(ask("GET", "/actors?name=c&namespace=" + "n".repeat(65), ""), 400, "guard.query_invalid_params");
        assertFailed(
                ask("GET", "/actors?actor_ids=" + "a,b,".repeat(1) + manyIds(101), ""), 400, "guard.invalid_request");
        String input = "A".repeat(90_000);
        assertFailed(
                ask("PUT", "/actors", "{\"name\":\"counter\",\"input\":\"" + input + "\"}"),
                400,
                "actor.input_too_large");
    }

    private static String manyIds(int count) {
        StringBuilder ids = new StringBuilder();
        for (int i = 0; i < count; i++) {
            ids.append("id").append(i).append(',');
        }
        return ids.toString();
    }
}
