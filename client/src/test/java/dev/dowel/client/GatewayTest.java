package dev.dowel.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorKey;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The URLs of protocol 2.4. */
class GatewayTest {

    private static final Gateway PLAIN = new Gateway(ServerUrl.known("http://127.0.0.1:16500"), "default", null);
    private static final Gateway SECURED = new Gateway(ServerUrl.known("https://host/base"), "my space", "a b/@+");

    private static ActorTarget orCreate(Object input, String... key) {
        return new ActorTarget.GetOrCreate("counter", ActorKey.of(key), ActorInput.of(input, 100));
    }

    private static Approach approach(ActorTarget target, boolean skipReadyWait) {
        return new Approach(target, ConnectionParams.of(null), skipReadyWait);
    }

    @Test
    void aHandleThatCreatesHasTheParametersInTheOrderOfThePublishedClients() {
        assertThat(PLAIN.actor(orCreate("hello", "room", "json"), ""))
                .hasToString("http://127.0.0.1:16500/gateway/counter?rvt-namespace=default&rvt-method=getOrCreate"
                        + "&rvt-runner=default&rvt-key=room%2Cjson&rvt-input=ZWhlbGxv&rvt-crash-policy=sleep");
    }

    @Test
    void aHandleThatOnlyFindsSaysSo() {
        var target = new ActorTarget.Get("chat room/ä", ActorKey.of("a"));
        assertThat(PLAIN.actor(target, "/action/x"))
                .hasToString("http://127.0.0.1:16500/gateway/chat%20room%2F%C3%A4/action/x"
                        + "?rvt-namespace=default&rvt-method=get&rvt-key=a");
    }

    @Test
    void keysHaveNoEscapesInQueriesAndTheEmptyKeyIsLeftOut() {
        assertThat(PLAIN.actor(orCreate(null, "a,b", "c/d", "", "é"), "").getRawQuery())
                .contains("&rvt-key=a%2Cb%2Cc%2Fd%2C%2C%C3%A9&");
        assertThat(PLAIN.actor(orCreate(null), "").getRawQuery()).doesNotContain("rvt-key");
    }

    @Test
    void theTokenIsInTheQueryOrBehindTheId() {
        assertThat(SECURED.actor(orCreate(null), "").getRawQuery()).endsWith("&rvt-token=a+b%2F%40%2B");
        assertThat(SECURED.actor(new ActorTarget.ById("id/1"), "/action/x"))
                .hasToString("https://host/base/gateway/id%2F1@a%20b%2F%40%2B/action/x");
        assertThat(PLAIN.actor(new ActorTarget.ById("abc"), "/action/x"))
                .hasToString("http://127.0.0.1:16500/gateway/abc/action/x");
    }

    @Test
    void webSocketsHaveTheirOwnScheme() {
        assertThat(PLAIN.webSocket(approach(new ActorTarget.ById("abc"), false), "/connect"))
                .hasToString("ws://127.0.0.1:16500/gateway/abc/connect");
        assertThat(SECURED.webSocket(approach(orCreate(null), false), "/connect")
                        .toString())
                .startsWith("wss://host/base/gateway/counter/connect?rvt-namespace=my+space&");
    }

    @Test
    void theManagementApiHasTheCanonicalKey() {
        assertThat(PLAIN.actorOfKey(new ActorTarget.Get("counter", ActorKey.of("a/b", "", "c"))))
                .hasToString("http://127.0.0.1:16500/actors?name=counter&key=a%5C%2Fb%2F%5C0%2Fc&namespace=default");
        assertThat(SECURED.actors()).hasToString("https://host/base/actors?namespace=my+space");
    }

    @Test
    void theCallersOwnQueryComesFirst() {
        assertThat(PLAIN.raw(approach(new ActorTarget.Get("c", ActorKey.of("a")), false), "/request/p?x=1&y=a%20b"))
                .hasToString("http://127.0.0.1:16500/gateway/c/request/p?x=1&y=a%20b"
                        + "&rvt-namespace=default&rvt-method=get&rvt-key=a");
        assertThat(SECURED.raw(approach(new ActorTarget.ById("abc"), false), "/request/p?x=1"))
                .hasToString("https://host/base/gateway/abc@a%20b%2F%40%2B/request/p?x=1");
    }

    /** Protocol 2.6. */
    @Test
    void withoutReadyWaitKeysSaySoInTheQueryAndIdsAreOutsideTheUrlWhereTheServerRoutesThem() {
        assertThat(SECURED.actor(approach(orCreate(null), true), "/action/x").getRawQuery())
                .endsWith("&rvt-token=a+b%2F%40%2B&rvt-skip-ready-wait=true");
        Approach byId = approach(new ActorTarget.ById("abc"), true);
        assertThat(PLAIN.actor(byId, "/action/x")).hasToString("http://127.0.0.1:16500/gateway/abc/action/x");
        assertThat(PLAIN.raw(byId, "/request/p?q=1")).hasToString("http://127.0.0.1:16500/request/p?q=1");
        assertThat(SECURED.webSocket(byId, "/connect")).hasToString("wss://host/base/connect");
        assertThat(byId.headers())
                .containsExactly("x-rivet-skip-ready-wait", "1", "x-rivet-target", "actor", "x-rivet-actor", "abc");
        assertThat(byId.subprotocols("json", "secret", Optional.of("{}")))
                .containsExactly(
                        "rivet",
                        "rivet_encoding.json",
                        "rivet_target.actor",
                        "rivet_actor.abc",
                        "rivet_token.secret",
                        "rivet_skip_ready_wait",
                        "rivet_conn_params.%7B%7D");
        assertThat(approach(orCreate(null), true).subprotocols("bare", "secret", Optional.empty()))
                .containsExactly("rivet", "rivet_encoding.bare", "rivet_skip_ready_wait");
    }

    @Test
    void rawPathsKeepWhatTheirCallerWroteAsFarAsUrlsCan() {
        assertThat(RawPath.below("/request", "api/hello?x=1&y=a%20b")).isEqualTo("/request/api/hello?x=1&y=a%20b");
        assertThat(RawPath.below("/request", "/a b/é#c?q=[1]^")).isEqualTo("/request/a%20b/%C3%A9%23c?q=%5B1%5D%5E");
        assertThat(RawPath.below("/request", "100%/%zz")).isEqualTo("/request/100%25/%25zz");
        assertThat(RawPath.below("/request", "")).isEqualTo("/request/");
        assertThat(RawPath.below("/websocket", "?token=x")).isEqualTo("/websocket/?token=x");
    }
}
