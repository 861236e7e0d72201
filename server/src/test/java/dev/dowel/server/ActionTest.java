package dev.dowel.server;

import static dev.dowel.server.TestServer.action;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.protocol.ConnectionFrames;
import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.ErrorBody;
import dev.dowel.protocol.HttpBodies;
import dev.dowel.protocol.Limits;
import dev.dowel.protocol.Values;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stateless calls in every encoding (protocol 3). */
class ActionTest {

    private static TestServer server;
    private HttpPeer peer;

    @BeforeAll
    static void start() {
        server = new TestServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void connect() {
        peer = server.connect();
    }

    @AfterEach
    void disconnect() {
        peer.close();
    }

    private HttpPeer.Answer call(Encoding encoding, String path, Object... arguments) {
        byte[] args = Values.encodeArguments(ConnectionFrames.requestDialect(encoding), arguments);
        return send(encoding, path, HttpBodies.actionRequest(encoding, args));
    }

    private HttpPeer.Answer send(Encoding encoding, String path, byte[] body, String... headers) {
        String[] all = new String[headers.length + 1];
        System.arraycopy(headers, 0, all, 1, headers.length);
        all[0] = "x-rivet-encoding: " + encoding.wireName();
        return peer.request("POST", path, body, all);
    }

    private static Object output(Encoding encoding, HttpPeer.Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return HttpBodies.readActionResponse(encoding, answer.body()).decode(Object.class);
    }

    private static ErrorBody error(Encoding encoding, HttpPeer.Answer answer) {
        boolean json = answer.header("content-type").equals("application/json");
        return HttpBodies.readFailure(json ? Encoding.JSON : encoding, answer.body());
    }

    private static void assertFailed(Encoding encoding, HttpPeer.Answer answer, int status, String name) {
        ErrorBody error = error(encoding, answer);
        assertThat(error.group() + "." + error.code()).isEqualTo(name);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("x-rivet-error")).isEqualTo(name);
        assertThat(answer.header("x-rivet-ray-id")).isNotBlank();
        assertThat(error.message()).isNotBlank();
    }

    @ParameterizedTest
    @EnumSource
    void answersInTheEncodingAskedFor(Encoding encoding) {
        HttpPeer.Answer answer = call(encoding, action("counter", "enc," + encoding, "increment"), 5L);

        assertThat(output(encoding, answer)).isEqualTo(5L);
        assertThat(answer.header("content-type"))
                .isEqualTo(encoding.text() ? "application/json" : "application/octet-stream");
        assertThat(answer.header("x-rivet-actor")).matches("[0-9a-z]{30}");
        assertThat(answer.header("x-rivet-actor-generation")).isEqualTo("1");
        assertThat(answer.header("x-rivet-actor-key")).isEqualTo("enc/" + encoding);
        assertThat(answer.header("x-rivet-ray-id")).matches("[0-9a-f]{16}");
    }

    @Test
    void aMissingOrUnknownEncodingIsJson() {
        String path = action("counter", "unknown", "increment");
        assertThat(peer.post(path, "{\"args\":[1]}").text()).isEqualTo("{\"output\":1}");
        assertThat(peer.post(path, "{\"args\":[1]}", "x-rivet-encoding: xml").text())
                .isEqualTo("{\"output\":2}");
    }

    @Test
    void anActorIsCalledByTheIdItsAnswersCarry() {
        String id = peer.post(action("counter", "direct", "increment"), "{\"args\":[1]}")
                .header("x-rivet-actor");
        assertThat(peer.post("/gateway/" + id + "/action/increment", "{\"args\":[1]}")
                        .text())
                .isEqualTo("{\"output\":2}");
        assertThat(peer.post("/gateway/" + id + "@any%20token/action/getCount?user=query", "{\"args\":[]}")
                        .text())
                .isEqualTo("{\"output\":2}");
    }

    @Test
    void nestedNamesAreOneSegment() {
        assertThat(peer.post(action("counter", "nested", "nested.name"), "{}").text())
                .isEqualTo("{\"output\":\"nested\"}");
        assertThat(peer.post(action("counter", "nested", "nested%2Ename"), "{}").text())
                .isEqualTo("{\"output\":\"nested\"}");
    }

    @ParameterizedTest
    @EnumSource
    void errorsOfActorsReachTheCaller(Encoding encoding) {
        HttpPeer.Answer answer = call(encoding, action("counter", "fails", "user"));

        assertFailed(encoding, answer, 500, "user.boom");
        ErrorBody error = error(encoding, answer);
        assertThat(error.message()).isEqualTo("user boom");
        assertThat(error.metadata()).isEqualTo(Map.of("a", 1L));
        assertThat(error.actor()).isNotNull();
        assertThat(error.actor().key()).isEqualTo("fails");
        assertThat(answer.header("x-rivet-actor")).isEqualTo(error.actor().actorId());
    }

    @ParameterizedTest
    @EnumSource
    void errorsThatAreNobodysBusinessAreMasked(Encoding encoding) {
        HttpPeer.Answer answer = call(encoding, action("counter", "fails", "crash"));

        assertFailed(encoding, answer, 500, "rivetkit.internal_error");
        assertThat(new String(answer.body(), StandardCharsets.ISO_8859_1))
                .doesNotContain("secret", "Exception", "dev.dowel");
    }

    @ParameterizedTest
    @EnumSource
    void callersMistakesAreErrorsOfTheirs(Encoding encoding) {
        String increment = action("counter", "mistakes", "increment");
        assertFailed(encoding, call(encoding, increment), 400, "actor.validation_error");
        assertFailed(encoding, call(encoding, increment, 1L, 2L), 400, "actor.validation_error");
        assertFailed(encoding, call(encoding, increment, "one"), 400, "actor.validation_error");
        assertFailed(encoding, call(encoding, increment, 1.5), 400, "actor.validation_error");
        assertFailed(encoding, send(encoding, increment, new byte[] {1, 2, 3}), 400, "actor.invalid_request");
        assertFailed(encoding, call(encoding, action("counter", "mistakes", "missing")), 404, "actor.action_not_found");
        assertFailed(encoding, call(encoding, action("nobody", "x", "y")), 404, "actor.not_registered");
        assertFailed(
                encoding,
                call(encoding, "/gateway/counter/action/x?" + TestServer.get("absent")),
                404,
                "actor.not_found");
        assertFailed(encoding, call(encoding, "/gateway/none/action/x"), 404, "actor.not_found");
        assertFailed(
                encoding,
                call(encoding, action("counter", "mistakes", "text"), 2_000_000L),
                400,
                "message.outgoing_too_long");
        assertThat(output(encoding, call(encoding, increment, 1L))).isNotNull();
    }

    @ParameterizedTest
    @EnumSource
    void aWrongMethodIsSaidAndWhichIsRight(Encoding encoding) {
        String path = action("counter", "method", "increment");
        for (String method : new String[] {"GET", "PUT", "DELETE", "PATCH"}) {
            HttpPeer.Answer answer =
                    peer.request(method, path, new byte[0], "x-rivet-encoding: " + encoding.wireName());
            assertFailed(encoding, answer, 405, "actor.method_not_allowed");
            assertThat(answer.header("allow")).isEqualTo("POST");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBodyOfTheMostBytesPassesAndOneMoreDoesNot(Encoding encoding) {
        String path = action("counter", "size," + encoding, "increment");
        // The argument is wrong either way: what matters is who notices.
        byte[] most = new byte[Limits.INCOMING_MESSAGE_BYTES];
        byte[] tooMany = new byte[Limits.INCOMING_MESSAGE_BYTES + 1];
        assertFailed(encoding, send(encoding, path, most), 400, "actor.invalid_request");
        assertFailed(encoding, send(encoding, path, tooMany), 400, "message.incoming_too_long");
        assertFailed(encoding, send(encoding, path, new byte[300_000]), 400, "message.incoming_too_long");
        assertThat(output(encoding, call(encoding, path, 1L))).isEqualTo(1L);
    }

    @ParameterizedTest
    @EnumSource
    void parametersOfTheCallerReachTheHooks(Encoding encoding) {
        String path = action("door", "params," + encoding, "caller");
        assertFailed(encoding, call(encoding, path), 500, "user.nope");

        byte[] body =
                HttpBodies.actionRequest(encoding, Values.encodeArguments(ConnectionFrames.requestDialect(encoding)));
        HttpPeer.Answer answer =
                send(encoding, path, body, "x-rivet-conn-params: {\"token\":\"open\"}", "X-TEST: one", "x-test: two");
        assertThat(output(encoding, answer)).isEqualTo("/action/caller 127.0.0.1 one, two");
    }

    @ParameterizedTest
    @EnumSource
    void parametersThatAreNotJsonOrTooLongAreRefused(Encoding encoding) {
        String path = action("door", "params", "caller");
        byte[] body = new byte[0];
        assertFailed(
                encoding, send(encoding, path, body, "x-rivet-conn-params: {\"token"), 400, "actor.invalid_request");
        String tooLong = "\"" + "x".repeat(Limits.CONNECTION_PARAMS_BYTES) + "\"";
        assertFailed(
                encoding, send(encoding, path, body, "x-rivet-conn-params: " + tooLong), 400, "actor.invalid_request");
    }

    @Test
    void parametersMayBeLatin1OrUtf8() {
        for (byte[] value : new byte[][] {
            "{\"token\":\"open\",\"é\":1}".getBytes(StandardCharsets.ISO_8859_1),
            "{\"token\":\"open\",\"é\":1}".getBytes(StandardCharsets.UTF_8)
        }) {
            String header = "x-rivet-conn-params: " + new String(value, StandardCharsets.ISO_8859_1);
            // Door's parameters have one member only, so that what is read wrong is refused.
            HttpPeer.Answer answer = peer.post(action("door", "latin", "caller"), "{}", header);
            assertThat(answer.text()).as(answer.toString()).doesNotContain("not JSON");
        }
    }

    @Test
    void inputIsUsedByTheCallThatCreates() {
        String input = dev.dowel.protocol.InputFormat.toBase64Url(Values.encode(Dialect.COMPAT_CBOR, 41L));
        String path = action("counter", "input", "increment") + "&rvt-input=" + input;
        assertThat(peer.post(path, "{\"args\":[1]}").text()).isEqualTo("{\"output\":42}");
        assertThat(peer.post(path, "{\"args\":[1]}").text()).isEqualTo("{\"output\":43}");
    }

    @Test
    void keysWithAnyCharactersCannotBreakOutOfTheirHeader() {
        String path = action("counter", "a%0D%0Aset-cookie:%20x%25,%C3%A9", "increment");
        HttpPeer.Answer answer = peer.post(path, "{\"args\":[1]}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).doesNotContainKey("set-cookie");
        assertThat(answer.header("x-rivet-actor-key")).isEqualTo("a%0D%0Aset-cookie: x%25/%C3%A9");
    }

    @Test
    void namespacesKeepActorsApart() {
        String path = action("counter", "shared", "increment");
        assertThat(peer.post(path, "{\"args\":[1]}").text()).isEqualTo("{\"output\":1}");
        String elsewhere = path.replace("rvt-namespace=default", "rvt-namespace=fresh");
        assertThat(peer.post(elsewhere, "{\"args\":[1]}").text()).isEqualTo("{\"output\":1}");
    }
}
