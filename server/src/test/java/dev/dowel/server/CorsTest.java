package dev.dowel.server;

import static dev.dowel.server.TestServer.action;
import static dev.dowel.server.TestServer.connectPath;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pages may call, and what browsers are told (protocol 1.6). */
class CorsTest {

    private static final String APP = "https://app.example";
    private static TestServer open;
    private static TestServer strict;

    @BeforeAll
    static void start() {
        open = new TestServer();
        strict = new TestServer(builder -> builder.cors(Cors.allow(APP, "http://localhost:5173")));
    }

    @AfterAll
    static void stop() {
        open.close();
        strict.close();
    }

    private static HttpPeer.Answer ask(TestServer server, String method, String path, String... headers) {
        try (HttpPeer peer = server.connect()) {
            return peer.request(method, path, new byte[0], headers);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/metadata?namespace=x",
                "/health",
                "/actors",
                "/actors/x",
                "/request/x",
                "/nowhere",
                "/gateway/x/action/y",
                "/gateway/x/action/y?rvt-nonsense=1",
                "/gateway/x/connect"
            })
    void preflightsAreAnsweredOnEveryPath(String path) {
        HttpPeer.Answer answer = ask(
                open,
                "OPTIONS",
                path,
                "origin: " + APP,
                "access-control-request-method: POST",
                "access-control-request-headers: content-type,x-rivet-encoding");
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.headers())
                .containsEntry("access-control-allow-origin", APP)
                .containsEntry("access-control-allow-credentials", "true")
                .containsEntry("access-control-allow-methods", "GET, POST, PUT, DELETE, OPTIONS, PATCH")
                .containsEntry("access-control-allow-headers", "content-type,x-rivet-encoding")
                .containsEntry("access-control-expose-headers", "*")
                .containsEntry("access-control-max-age", "86400")
                .containsEntry("vary", "origin")
                .doesNotContainKeys("content-length", "content-type");
    }

    @Test
    void optionsWithoutAnOriginAreAnsweredForAll() {
        HttpPeer.Answer answer = ask(open, "OPTIONS", "/metadata");
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.headers())
                .containsEntry("access-control-allow-origin", "*")
                .containsEntry("access-control-allow-headers", "*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metadata", "/nowhere", "/gateway/x/action/y", "/actors", "/actors?name=counter"})
    void everyOtherAnswerSaysWhoMayReadItErrorsToo(String path) {
        assertThat(ask(open, "GET", path, "origin: " + APP).headers())
                .containsEntry("access-control-allow-origin", APP)
                .containsEntry("access-control-allow-credentials", "true")
                .containsEntry("access-control-expose-headers", "*")
                .containsEntry("vary", "origin");
    }

    @Test
    void answersToActionsSayWhoMayReadThem() {
        try (HttpPeer peer = open.connect()) {
            assertThat(peer.post(action("counter", "cors", "increment"), "{\"args\":[1]}", "origin: null")
                            .headers())
                    .containsEntry("access-control-allow-origin", "null");
        }
    }

    @Test
    void requestsWithoutAnOriginAreNotConcerned() {
        HttpPeer.Answer answer = ask(strict, "GET", "/metadata");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("vary", "origin").doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void allowedOriginsMayCall() {
        HttpPeer.Answer answer = ask(strict, "GET", "/metadata", "origin: http://localhost:5173");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("access-control-allow-origin", "http://localhost:5173");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "http://app.example", "https://app.example:444", "null", ""})
    void otherOriginsAreRefusedBeforeAnythingRuns(String origin) {
        String path = action("counter", "cors-strict", "increment");
        try (HttpPeer peer = strict.connect()) {
            HttpPeer.Answer answer = peer.post(path, "{\"args\":[1]}", "origin: " + origin);
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.text()).contains("\"group\":\"auth\"").contains("\"code\":\"forbidden\"");
            assertThat(answer.headers()).doesNotContainKey("access-control-allow-origin");

            HttpPeer.Answer preflight = peer.request("OPTIONS", path, new byte[0], "origin: " + origin);
            assertThat(preflight.status()).isEqualTo(204);
            assertThat(preflight.headers())
                    .doesNotContainKeys("access-control-allow-origin", "access-control-allow-methods");

            assertThat(peer.post(path.replace("increment", "getCount"), "{}").text())
                    .isEqualTo("{\"output\":0}");
        }
    }

    @Test
    void socketsOfOtherOriginsAreAcceptedAndClosed() {
        try (SocketPeer socket = strict.socket(connectPath("counter", "cors-socket"))
                .header("origin: https://evil.example")
                .open()) {
            assertThat(socket.closeFrame().toString()).isEqualTo("close 1011 auth.forbidden");
        }
        try (SocketPeer socket = strict.socket(connectPath("counter", "cors-socket"))
                .header("origin: " + APP)
                .connect()) {
            socket.call(0, "getCount");
            assertThat(SocketPeer.output(socket.message())).isEqualTo(0L);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"app.example", "https://app.example/", "https://app.example/path", "*", "", "https://a b"})
    void whatIsNotAnOriginCannotBeAllowed(String origin) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cors.allow(origin))
                .withMessageContaining("origin");
    }
}
