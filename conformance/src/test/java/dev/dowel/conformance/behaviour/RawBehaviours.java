package dev.dowel.conformance.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorError;
import dev.dowel.client.ClientActor;
import dev.dowel.client.RawWebSocket;
import dev.dowel.client.RawWebSocketListener;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What an actor answers by itself: HTTP below /request and WebSockets below /websocket. */
final class RawBehaviours {

    private RawBehaviours() {}

    static void add(Behaviours all) {
        requests(all);
        answers(all);
        sockets(all);
        ends(all);
    }

    private static HttpResponse<String> get(ClientActor<Object> handle, String path) {
        return handle.fetch(path, BodyHandlers.ofString());
    }

    private static void requests(Behaviours all) {
        all.test("a raw request reaches the actor with method, query, headers and body", scene -> {
            byte[] body = "é ✓".getBytes(StandardCharsets.UTF_8);
            for (HttpRequest.BodyPublisher publisher : List.of(
                    BodyPublishers.ofByteArray(body),
                    BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))) {
                HttpRequest request = HttpRequest.newBuilder(URI.create("http://actor/echo?x=1&y=a%20b"))
                        .header("content-type", "text/x-own")
                        .header("x-own", "header")
                        .POST(publisher)
                        .build();
                HttpResponse<String> answer = scene.actor("raw").fetch(request, BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(201);
                assertThat(answer.headers().firstValue("content-type")).contains("text/x-own");
                assertThat(answer.headers().firstValue("x-seen")).contains("POST ?x=1&y=a%20b");
                assertThat(answer.headers().firstValue("x-own")).contains("header");
                assertThat(answer.body()).isEqualTo("é ✓");
            }
        });
        all.test("a raw request by id reaches the actor", scene -> {
            String id = scene.actor("raw").resolve();
            HttpResponse<String> answer = get(scene.client().forId(id), "/echo");
            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.headers().firstValue("x-seen")).contains("GET ?");
        });
        all.test("a raw request of a caller who is refused is answered with the reason", scene -> {
            HttpResponse<String> answer = get(scene.actor("raw").withParams(Map.of("user", "mallory")), "echo");
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).contains("\"code\":\"refused\"");
        });
    }

    private static void answers(Behaviours all) {
        all.test("a raw answer is read as it is streamed", scene -> {
            HttpResponse<InputStream> answer = scene.actor("raw").fetch("stream", BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            try (InputStream body = answer.body()) {
                assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("one two");
            }
        });
        all.test("a raw request that fails, and one that leads nowhere, are answers", scene -> {
            ClientActor<Object> handle = scene.actor("raw");
            HttpResponse<String> failed = get(handle, "fail");
            assertThat(failed.statusCode()).isEqualTo(500);
            assertThat(failed.body()).contains("\"code\":\"out_of_stock\"");
            HttpResponse<String> missing = get(handle, "nowhere");
            assertThat(missing.statusCode() + " " + missing.body()).isEqualTo("404 nothing here");
            assertThat(get(scene.actor("counter"), "x").statusCode()).isEqualTo(404);
        });
    }

    /** What a socket heard: texts, lists of bytes, and its end. */
    private static final class Heard implements RawWebSocketListener {

        private final Recorder<Object> messages = new Recorder<>();
        private final Recorder<String> end = new Recorder<>();

        @Override
        public void onText(RawWebSocket socket, String text) {
            messages.add(text);
        }

        @Override
        public void onBinary(RawWebSocket socket, byte[] bytes) {
            messages.add(new String(bytes, StandardCharsets.ISO_8859_1)
                    .chars()
                    .boxed()
                    .toList());
        }

        @Override
        public void onClose(RawWebSocket socket, int code, String reason) {
            end.add(code + " " + reason);
        }

        @Override
        public void onError(RawWebSocket socket, ActorError error) {
            end.add(error.toString());
        }
    }

    private static void sockets(Behaviours all) {
        all.test("a raw WebSocket carries text and bytes both ways", scene -> {
            var heard = new Heard();
            try (RawWebSocket socket = scene.actor("raw").webSocket("talk", heard)) {
                socket.send("é ✓");
                socket.send(new byte[] {0, 1, -1});
                socket.send("");
                assertThat(heard.messages.count(3)).containsExactly("echo é ✓", List.of(0, 1, 255), "echo ");
            }
        });
        all.test("a raw WebSocket has its path, its query and its caller's parameters", scene -> {
            var heard = new Heard();
            ClientActor<Object> ann = scene.actor("raw").withParams(Map.of("user", "ann"));
            try (RawWebSocket socket = ann.webSocket("a/b?x=1", heard)) {
                socket.send("who");
                assertThat(heard.messages.count(1)).containsExactly("ann /websocket/a/b x=1");
            }
        });
    }

    private static void ends(Behaviours all) {
        all.test("a raw WebSocket is closed by either side, with code and reason", scene -> {
            ClientActor<Object> handle = scene.actor("raw");
            var byActor = new Heard();
            try (RawWebSocket socket = handle.webSocket("talk", byActor)) {
                socket.send("close");
                assertThat(byActor.end.count(1)).containsExactly("4001 bye");
            }
            var byClient = new Heard();
            try (RawWebSocket socket = handle.webSocket("talk", byClient)) {
                socket.send("hello");
                byClient.messages.count(1);
                socket.close(4000, "mine");
                assertThat(byClient.end.count(1)).containsExactly("4000 mine");
            }
        });
        all.test("a raw WebSocket of a caller who is refused is closed with the reason", scene -> {
            var heard = new Heard();
            ClientActor<Object> mallory = scene.actor("raw").withParams(Map.of("user", "mallory"));
            try (RawWebSocket socket = mallory.webSocket("talk", heard)) {
                assertThat(heard.end.count(1)).containsExactly("1011 user.refused");
                assertThat(socket.isOpen()).isFalse();
            }
        });
    }
}
