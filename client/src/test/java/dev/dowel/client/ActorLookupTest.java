package dev.dowel.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dowel.ActorError;
import dev.dowel.ActorKey;
import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Ids of actors by the management API (protocol 2.3). */
class ActorLookupTest {

    private static final String FOUND = "{\"actors\":[{\"actor_id\":\"id7\"}],\"pagination\":{\"cursor\":null}}";
    private static final String CREATED = "{\"actor\":{\"actor_id\":\"id7\"},\"created\":true}";

    private final TestClient test = new TestClient(Encoding.BARE, Runnable::run, "secret");

    @Test
    void aHandleThatCreatesResolvesByPutOnce() {
        test.http.then(ScriptedHttp.json(200, CREATED));
        ClientActor<Counter> counter = test.client.getOrCreate(Counter.class, ActorKey.of("a/b", ""), "hello");

        assertThat(counter.resolve()).isEqualTo("id7");
        assertThat(counter.resolve()).isEqualTo("id7");

        assertThat(test.http.requests).hasSize(1);
        HttpTransport.Request request = test.http.requests.getFirst();
        assertThat(request.method()).isEqualTo("PUT");
        assertThat(request.uri()).hasToString("http://server:6420/base/actors?namespace=default");
        assertThat(Json.parse(request.body()))
                .isEqualTo(Map.of(
                        "name", "counter",
                        "key", "a\\/b/\\0",
                        "runner_name_selector", "default",
                        "crash_policy", "sleep",
                        "input", "ZWhlbGxv"));
        assertThat(test.http.header(0, "authorization")).isEqualTo("Bearer secret");
    }

    @Test
    void aHandleThatOnlyFindsResolvesByGet() {
        test.http.then(ScriptedHttp.json(200, FOUND)).then(ScriptedHttp.json(200, "{\"actors\":[]}"));
        assertThat(test.client.get(Counter.class, "a").resolve()).isEqualTo("id7");
        assertThat(test.http.requests.getFirst().method()).isEqualTo("GET");

        assertThatThrownBy(() -> test.client.get(Counter.class, "b").resolve())
                .isInstanceOfSatisfying(
                        ActorError.class, e -> assertThat(e.code()).isEqualTo("not_found"));
    }

    @Test
    void aHandleOfAnIdAsksNobody() {
        assertThat(test.client.forId(Counter.class, "id9").resolve()).isEqualTo("id9");
        assertThat(test.http.requests).isEmpty();
    }

    @Test
    void creatingGivesAHandleOfTheId() {
        test.http.then(ScriptedHttp.json(200, CREATED)).then(ScriptedHttp.output(1));

        ClientActor<Counter> counter = test.client.create(Counter.class, ActorKey.of("a"), null);
        counter.call(Counter::increment, 1);

        assertThat(test.http.requests.getFirst().method()).isEqualTo("POST");
        assertThat(Json.parse(test.http.requests.getFirst().body()))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .doesNotContainKey("input");
        assertThat(test.http.requests.get(1).uri().getRawPath()).isEqualTo("/base/gateway/id7@secret/action/increment");
    }

    @Test
    void aKeyThatIsTakenIsReported() {
        test.http.then(ScriptedHttp.json(
                400,
                "{\"group\":\"actor\",\"code\":\"duplicate_key\",\"message\":\"m\","
                        + "\"metadata\":{\"existing_actor_id\":\"id1\"}}"));
        assertThatThrownBy(() -> test.client.create(Counter.class, ActorKey.of("a"), null))
                .isInstanceOfSatisfying(ActorError.class, e -> {
                    assertThat(e.code()).isEqualTo("duplicate_key");
                    assertThat(e.metadata()).isEqualTo(Map.of("existing_actor_id", "id1"));
                });
    }

    @Test
    void anAnswerWithoutAnIdIsAnInvalidResponse() {
        for (String answer : new String[] {"{}", "[]", "{\"actor\":{\"actor_id\":5}}", "{", ""}) {
            test.http.then(ScriptedHttp.json(200, answer));
            assertThatThrownBy(() -> test.client.actor(Counter.class, "a").resolve())
                    .as(answer)
                    .isInstanceOfSatisfying(
                            ActorError.class, e -> assertThat(e.code()).isEqualTo("invalid_response"));
        }
    }
}
