package dev.dowel.server;

import static dev.dowel.server.TestServer.action;
import static dev.dowel.server.TestServer.getOrCreate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorOptions;
import dev.dowel.ActorType;
import dev.dowel.ConnectRequest;
import dev.dowel.Connection;
import dev.dowel.Queue;
import dev.dowel.QueueMessage;
import dev.dowel.UserError;
import dev.dowel.protocol.ConnectionFrames;
import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.ErrorBody;
import dev.dowel.protocol.HttpBodies;
import dev.dowel.protocol.Limits;
import dev.dowel.protocol.QueueBodies;
import dev.dowel.protocol.QueueResponse;
import dev.dowel.protocol.Values;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages for queues over HTTP (protocol 6). */
@Timeout(60)
class QueueSendTest {

    /** Answers its messages when it is told to. */
    @ActorType("mailbox")
    @ActorOptions(maxQueueSize = 2, maxQueueMessageBytes = 64)
    static final class Mailbox extends Actor<Void> {

        static final Queue<String, String> ECHOES = Queue.of("echoes", String.class, String.class);
        static final Queue<Integer, Void> NUMBERS = Queue.of("num/bers é", Integer.class);
        static final Queue<String, Void> SECRETS = Queue.of("secrets", String.class);

        @Override
        protected void onBeforeConnect(ConnectRequest request) {
            if (request.hasParams() && request.params(String.class).equals("stranger")) {
                throw new UserError("nope", "denied!");
            }
        }

        @Override
        protected boolean canPublish(Connection connection, String queue) {
            return !queue.equals(SECRETS.name());
        }

        @Action
        public boolean answer() {
            Optional<QueueMessage<String, String>> message = queue(ECHOES).tryNext();
            message.ifPresent(m -> m.complete(m.body() + "!"));
            return message.isPresent();
        }

        @Action
        public int waiting() {
            return queue(ECHOES).size();
        }

        @Action
        public List<Integer> drain() {
            return queue(NUMBERS).tryNextBatch(10).stream()
                    .map(QueueMessage::body)
                    .toList();
        }

        @Action
        public int connected() {
            return connections().size();
        }
    }

    private final TestServer server = new TestServer(builder -> builder.actor(Mailbox.class));
    private final HttpPeer peer = server.connect();

    @AfterEach
    void stop() {
        peer.close();
        server.close();
    }

    private static String queue(String key, String queue) {
        return "/gateway/mailbox/queue/" + queue + "?" + getOrCreate(key);
    }

    private static byte[] request(Encoding encoding, Object message, Optional<Duration> patience) {
        byte[] body = Values.encode(ConnectionFrames.requestDialect(encoding), message);
        return QueueBodies.request(encoding, "any", body, patience);
    }

    private static HttpPeer.Answer send(HttpPeer peer, Encoding encoding, String path, byte[] body, String... headers) {
        String[] all = new String[headers.length + 1];
        System.arraycopy(headers, 0, all, 1, headers.length);
        all[0] = "x-rivet-encoding: " + encoding.wireName();
        return peer.request("POST", path, body, all);
    }

    private HttpPeer.Answer send(Encoding encoding, String path, byte[] body, String... headers) {
        return send(peer, encoding, path, body, headers);
    }

    private static void assertFailed(Encoding encoding, HttpPeer.Answer answer, int status, String name) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.header("x-rivet-error")).isEqualTo(name);
        boolean json = answer.header("content-type").equals("application/json");
        ErrorBody error = HttpBodies.readFailure(json ? Encoding.JSON : encoding, answer.body());
        assertThat(error.group() + "." + error.code()).isEqualTo(name);
    }

    private static void assertStored(Encoding encoding, HttpPeer.Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(QueueBodies.readResponse(encoding, answer.body())).isEqualTo(new QueueResponse.Completed(null));
    }

    private String call(String key, String action) {
        return peer.post(action("mailbox", key, action), "{}").text();
    }

    @ParameterizedTest
    @EnumSource
    void aMessageThatIsAnsweredIsStored(Encoding encoding) {
        String path = queue("stored", "num%2Fbers%20%C3%A9");
        HttpPeer.Answer answer = send(encoding, path, request(encoding, 7, Optional.empty()));
        assertStored(encoding, answer);
        assertThat(answer.header("content-type"))
                .isEqualTo(encoding.text() ? "application/json" : "application/octet-stream");
        assertThat(answer.header("x-rivet-actor-key")).isEqualTo("stored");
        assertStored(encoding, send(encoding, path, request(encoding, 8, Optional.empty())));
        assertThat(call("stored", "drain")).isEqualTo("{\"output\":[7,8]}");
    }

    @Test
    void theActorMayBeNamedByItsId() {
        String id = peer.post(action("mailbox", "id", "waiting"), "{}").header("x-rivet-actor");
        byte[] body = request(Encoding.JSON, "x", Optional.empty());
        assertStored(Encoding.JSON, send(Encoding.JSON, "/gateway/" + id + "/queue/echoes", body));
        assertThat(call("id", "waiting")).isEqualTo("{\"output\":1}");
    }

    @ParameterizedTest
    @EnumSource
    void aSenderThatWaitsGetsTheAnswer(Encoding encoding) {
        byte[] body = request(encoding, "hello", Optional.of(Duration.ofMinutes(1)));
        try (HttpPeer sender = server.connect()) {
            sender.send("POST " + queue("answered", "echoes") + " HTTP/1.1\r\nhost: x\r\nx-rivet-encoding: "
                    + encoding.wireName() + "\r\ncontent-length: " + body.length + "\r\n\r\n");
            sender.send(body);
            awaitAnswered("answered");
            QueueResponse response =
                    QueueBodies.readResponse(encoding, sender.read().body());
            assertThat(response)
                    .isInstanceOfSatisfying(
                            QueueResponse.Completed.class,
                            completed -> assertThat(completed.value().<String>decode(String.class))
                                    .isEqualTo("hello!"));
        }
    }

    /** The message arrives when it arrives. */
    private void awaitAnswered(String key) {
        while (!call(key, "answer").equals("{\"output\":true}")) {
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSenderThatWaitsInVainIsTold(Encoding encoding) {
        byte[] body = request(encoding, "hello", Optional.of(Duration.ofMillis(20)));
        HttpPeer.Answer answer = send(encoding, queue("late", "echoes"), body);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(QueueBodies.readResponse(encoding, answer.body())).isEqualTo(new QueueResponse.TimedOut());
        assertThat(call("late", "waiting")).isEqualTo("{\"output\":1}");
    }

    @ParameterizedTest
    @EnumSource
    void boundsAreTypedErrors(Encoding encoding) {
        String path = queue("bounds", "echoes");
        assertFailed(
                encoding,
                send(encoding, path, request(encoding, "x".repeat(64), Optional.empty())),
                400,
                "queue.message_too_large");
        assertStored(encoding, send(encoding, path, request(encoding, "1", Optional.empty())));
        assertStored(encoding, send(encoding, path, request(encoding, "2", Optional.empty())));
        assertFailed(encoding, send(encoding, path, request(encoding, "3", Optional.empty())), 429, "queue.full");
        byte[] tooLong = request(encoding, "x".repeat(Limits.INCOMING_MESSAGE_BYTES), Optional.empty());
        assertFailed(encoding, send(encoding, path, tooLong), 400, "message.incoming_too_long");
        assertThat(call("bounds", "waiting")).isEqualTo("{\"output\":2}");
    }

    @ParameterizedTest
    @EnumSource
    void whatDoesNotFitIsRefused(Encoding encoding) {
        byte[] wrongType = request(encoding, List.of(1), Optional.empty());
        assertFailed(encoding, send(encoding, queue("bad", "echoes"), wrongType), 400, "queue.message_invalid");
        byte[] tooPatient = request(encoding, "x", Optional.of(Duration.ofHours(2)));
        assertFailed(encoding, send(encoding, queue("bad", "echoes"), tooPatient), 400, "queue.message_invalid");
        byte[] negative = request(encoding, "x", Optional.of(Duration.ofMillis(-5)));
        assertFailed(encoding, send(encoding, queue("bad", "echoes"), negative), 400, "queue.message_invalid");
        assertFailed(encoding, send(encoding, queue("bad", "echoes"), new byte[0]), 400, "actor.invalid_request");
        byte[] secret = request(encoding, "x", Optional.empty());
        assertFailed(encoding, send(encoding, queue("bad", "secrets"), secret), 403, "auth.forbidden");
        assertFailed(
                encoding,
                send(encoding, queue("bad", "q".repeat(Queue.LONGEST_NAME + 1)), secret),
                400,
                "queue.message_invalid");
        assertThat(call("bad", "waiting")).isEqualTo("{\"output\":0}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "nonsense", "{\"body\":1,\"wait\":\"yes\"}", "{\"body\":[1,}"})
    void malformedBodiesAreRefused(String body) {
        HttpPeer.Answer answer = send(Encoding.JSON, queue("bad", "echoes"), body.getBytes(StandardCharsets.US_ASCII));
        assertFailed(Encoding.JSON, answer, 400, "actor.invalid_request");
    }

    @ParameterizedTest
    @CsvSource({
        "x-dowel-delay-ms, soon",
        "x-dowel-ttl-ms, 0",
        "x-dowel-ttl-ms, -1",
        "idempotency-key, ''",
    })
    void optionsThatMeanNothingAreRefused(String name, String value) {
        byte[] body = request(Encoding.JSON, "x", Optional.empty());
        HttpPeer.Answer answer = send(Encoding.JSON, queue("bad", "echoes"), body, name + ": " + value);
        assertFailed(Encoding.JSON, answer, 400, "queue.message_invalid");
    }

    @Test
    void onlyPostSends() {
        HttpPeer.Answer answer = peer.get(queue("get", "echoes"));
        assertFailed(Encoding.JSON, answer, 405, "actor.method_not_allowed");
        assertThat(answer.header("allow")).isEqualTo("POST");
    }

    @Test
    void aQueueTheActorDoesNotDeclareTakesEverythingAndKeepsNothing() {
        byte[] body = request(Encoding.JSON, "x", Optional.of(Duration.ofMinutes(1)));
        assertStored(Encoding.JSON, send(Encoding.JSON, queue("unknown", "nowhere"), body));
        assertStored(Encoding.JSON, send(Encoding.JSON, queue("unknown", "nowhere"), body));
        assertStored(Encoding.JSON, send(Encoding.JSON, queue("unknown", "nowhere"), body));
    }

    @Test
    void aRepeatedMessageIsStoredOnce() {
        byte[] body = request(Encoding.JSON, 5, Optional.empty());
        String path = queue("once", "num%2Fbers%20%C3%A9");
        for (int i = 0; i < 5; i++) {
            assertStored(Encoding.JSON, send(Encoding.JSON, path, body, "idempotency-key: order 17"));
        }
        assertThat(call("once", "drain")).isEqualTo("{\"output\":[5]}");
    }

    @Test
    void aMessageCanBeHeldBack() {
        byte[] body = request(Encoding.JSON, 5, Optional.empty());
        String path = queue("later", "num%2Fbers%20%C3%A9");
        assertStored(Encoding.JSON, send(Encoding.JSON, path, body, "x-dowel-delay-ms: 3600000"));
        assertThat(call("later", "drain")).isEqualTo("{\"output\":[]}");
    }

    @Test
    void paramsReachTheHooksOfASend() {
        byte[] body = request(Encoding.JSON, "x", Optional.empty());
        HttpPeer.Answer refused =
                send(Encoding.JSON, queue("hooks", "echoes"), body, "x-rivet-conn-params: \"stranger\"");
        assertFailed(Encoding.JSON, refused, 500, "user.nope");
        assertStored(
                Encoding.JSON, send(Encoding.JSON, queue("hooks", "echoes"), body, "x-rivet-conn-params: \"friend\""));
        assertThat(call("hooks", "waiting")).isEqualTo("{\"output\":1}");
    }

    /** A caller may have two requests in flight: others are let in again because the senders count no more. */
    @Test
    void aSenderThatGoesAwayLeavesItsMessageAndNothingElse() {
        try (TestServer limited =
                        new TestServer(builder -> builder.actor(Mailbox.class).rateLimits(new RateLimits(0, 2, 0)));
                HttpPeer other = limited.connect()) {
            byte[] body = request(Encoding.JSON, "left", Optional.of(Duration.ofHours(1)));
            String head = "POST " + queue("left", "echoes") + " HTTP/1.1\r\nhost: x\r\ncontent-length: " + body.length
                    + "\r\n\r\n";
            String size = action("mailbox", "left", "waiting");
            long giveUp = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            int stored = 0;
            while (stored < 2) {
                // The next one is refused until the one before is forgotten.
                try (HttpPeer leaving = limited.connect()) {
                    leaving.send(head);
                    leaving.send(body);
                    stored = awaitMore(other, size, stored);
                }
                assertThat(System.nanoTime())
                        .as("senders that left are forgotten")
                        .isLessThan(giveUp);
            }
            assertThat(other.post(action("mailbox", "left", "connected"), "{}").text())
                    .isEqualTo("{\"output\":1}");
        }
    }

    /** How many messages there are, when there is one more than before, or after a while. */
    private static int awaitMore(HttpPeer peer, String path, int before) {
        int now = before;
        for (int asked = 0; asked < 100 && now <= before; asked++) {
            String text = peer.post(path, "{}").text();
            now = text.startsWith("{\"output\":") ? Integer.parseInt(text.replaceAll("\\D", "")) : before;
        }
        return now;
    }
}
