package dev.dowel.conformance;

import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.ConnectRequest;
import dev.dowel.HttpRequest;
import dev.dowel.HttpResponse;
import dev.dowel.UserError;
import dev.dowel.WebSocketMessage;
import dev.dowel.WebSocketSession;
import java.nio.charset.StandardCharsets;

/** Answers HTTP and WebSockets by itself. Confined to the actor's turn. */
@ActorType("raw")
final class Raw extends Actor<Void> {

    /** What callers come with, if with anything. */
    record Caller(String user) {}

    private static final String STRANGER = "mallory";

    @Override
    protected void onBeforeConnect(ConnectRequest request) {
        if (request.hasParams() && request.params(Caller.class).user().equals(STRANGER)) {
            throw new UserError("refused", "Not you.");
        }
    }

    @Override
    protected HttpResponse onRequest(HttpRequest request) {
        return switch (request.path()) {
            case "/echo" ->
                HttpResponse.status(201)
                        .header("content-type", request.header("content-type").orElse("none"))
                        .header("x-seen", request.method() + " ?" + request.query())
                        .header("x-own", request.header("x-own").orElse("none"))
                        .body(request.bytes());
            case "/stream" ->
                HttpResponse.stream("text/plain", stream -> {
                    stream.write("one ");
                    stream.write("two");
                });
            case "/fail" -> throw new UserError("out_of_stock", "Sold out.");
            default -> HttpResponse.status(404).body("nothing here".getBytes(StandardCharsets.UTF_8));
        };
    }

    /** Echoes; says on request what it knows of the socket, and closes it on request. */
    @Override
    protected void onWebSocket(WebSocketSession session) {
        session.onMessage(message -> {
            switch (message) {
                case WebSocketMessage.Text(String text)
                when text.equals("who") ->
                    session.send(session.connection().params(Caller.class).user() + " " + session.path() + " "
                            + session.query());
                case WebSocketMessage.Text(String text) when text.equals("close") -> session.close(4001, "bye");
                case WebSocketMessage.Text(String text) -> session.send("echo " + text);
                case WebSocketMessage.Binary(byte[] bytes) -> session.send(bytes);
            }
        });
    }
}
