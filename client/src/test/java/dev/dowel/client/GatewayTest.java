package dev.dowel.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorKey;
import org.junit.jupiter.api.Test;

/** The URLs of protocol 2.4. */
class GatewayTest {

    private static final Gateway PLAIN = new Gateway("http://127.0.0.1:16500", "default", null);
    private static final Gateway SECURED = new Gateway("https://host/base", "my space", "a b/@+");

    private static ActorTarget orCreate(Object input, String... key) {
        return new ActorTarget.GetOrCreate("counter", ActorKey.of(key), ActorInput.of(input, 100));
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
        assertThat(PLAIN.webSocket(new ActorTarget.ById("abc"), "/connect"))
                .hasToString("ws://127.0.0.1:16500/gateway/abc/connect");
        assertThat(SECURED.webSocket(orCreate(null), "/connect").toString())
                .startsWith("wss://host/base/gateway/counter/connect?rvt-namespace=my+space&");
    }

    @Test
    void theManagementApiHasTheCanonicalKey() {
        assertThat(PLAIN.actorOfKey(new ActorTarget.Get("counter", ActorKey.of("a/b", "", "c"))))
                .hasToString("http://127.0.0.1:16500/actors?name=counter&key=a%5C%2Fb%2F%5C0%2Fc&namespace=default");
        assertThat(SECURED.actors()).hasToString("https://host/base/actors?namespace=my+space");
    }
}
