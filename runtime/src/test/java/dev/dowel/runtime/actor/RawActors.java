package dev.dowel.runtime.actor;

import dev.dowel.ActorContext;
import dev.dowel.ActorDefinition;
import dev.dowel.ActorDefinitionBuilder;
import dev.dowel.ActorSettings;
import dev.dowel.HttpRequest;
import dev.dowel.HttpResponse;
import dev.dowel.UserError;
import dev.dowel.WebSocketMessage;
import dev.dowel.WebSocketSession;
import dev.dowel.runtime.RawRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Actors with handlers of their own for requests and sockets, and what they note. Test's thread only. */
final class RawActors {

    final List<String> log = new ArrayList<>();
    private final List<WebSocketSession> guests = new ArrayList<>();
    final Stage stage = new Stage(
            actor("raw", ActorSettings.DEFAULTS.withSleep(Duration.ofSeconds(1), Duration.ofMillis(500))),
            actor(
                    "hibernating",
                    ActorSettings.DEFAULTS
                            .withSleep(Duration.ofSeconds(1), Duration.ofMillis(500))
                            .withHibernatingWebSockets()),
            ActorDefinition.<Void>named("plain").build(),
            ActorDefinition.<Void>named("slow")
                    .settings(ActorSettings.DEFAULTS
                            .withSleep(Duration.ofSeconds(1), Duration.ofMillis(500))
                            .withHibernatingWebSockets())
                    .onWebSocket(this::openSlowly)
                    .build(),
            ActorDefinition.<Long>named("polite")
                    .state(Long.class, request -> 0L)
                    .onWebSocket((c, session) -> guests.add(session))
                    .onSleep(c -> {
                        c.update(n -> n + 1);
                        guests.forEach(guest -> guest.send("good night " + c.state()));
                    })
                    .build());

    private void openSlowly(ActorContext<Void> context, WebSocketSession session) throws InterruptedException {
        context.pause(Duration.ofMillis(100));
        session.onMessage(message -> log.add("message"));
        session.onClose((code, reason) -> log.add("closed"));
    }

    /** As libraries read: what goes wrong comes out as something else. */
    private static int wholeBody(HttpRequest request) {
        try {
            return request.stream().readAllBytes().length;
        } catch (IOException e) {
            throw new IllegalArgumentException("no document", e);
        }
    }

    private ActorDefinition<Long> actor(String name, ActorSettings settings) {
        ActorDefinitionBuilder<Long> builder = ActorDefinition.<Long>named(name)
                .settings(settings)
                .state(Long.class, request -> 0L)
                .onSleep(c -> log.add("sleep"))
                .action("get", Long.class, c -> c.state());
        return builder.onRequest((c, request) -> switch (request.path()) {
                    case "/echo" -> {
                        c.update(n -> n + 1);
                        yield HttpResponse.text(request.method() + " " + request.query() + " "
                                        + request.parameter("x").orElse("-") + " " + request.text())
                                .header("x-count", c.state().toString());
                    }
                    case "/json" -> HttpResponse.json(Map.of("n", 9_007_199_254_740_993L));
                    case "/fail" -> {
                        c.update(n -> n + 1);
                        throw new IllegalStateException("secret");
                    }
                    case "/user" -> throw new UserError("teapot", "I am one");
                    case "/upload" -> HttpResponse.text("read " + wholeBody(request));
                    case "/ticks" ->
                        HttpResponse.stream("text/plain", stream -> {
                            try {
                                stage.machine.sleep(Duration.ofSeconds(1));
                                stream.write("tick");
                            } catch (InterruptedException | IOException e) {
                                throw new IllegalStateException("wrapped", e);
                            }
                        });
                    case "/file" ->
                        HttpResponse.stream("text/plain", stream -> {
                            throw new IOException("the actor's own disk");
                        });
                    case "/never" -> {
                        c.pause(Duration.ofDays(1));
                        yield HttpResponse.text("late");
                    }
                    case "/stream" ->
                        HttpResponse.events(stream -> {
                            for (int i = 0; i < 3; i++) {
                                stream.sendEvent("tick", c.inTurn(() -> c.update(n -> n + 1)) + "\nmore");
                            }
                        });
                    case "/endless" ->
                        HttpResponse.stream("text/plain", stream -> {
                            try {
                                stage.machine.sleep(Duration.ofDays(1));
                            } catch (InterruptedException e) {
                                log.add("stream stopped");
                                throw e;
                            }
                        });
                    default -> HttpResponse.status(404);
                })
                .onWebSocket((c, session) -> {
                    log.add("open restored=" + session.isRestored() + " " + session.path());
                    if (session.query().equals("refuse")) {
                        throw new UserError("refused", "no");
                    }
                    session.onMessage(message -> {
                        switch (message) {
                            case WebSocketMessage.Text text
                            when text.text().equals("fail") -> {
                                session.send("must not leave");
                                throw new IllegalStateException("secret");
                            }
                            case WebSocketMessage.Text text
                            when text.text().equals("close") -> session.close(4001, "bye");
                            case WebSocketMessage.Text text -> session.send(text.text() + c.update(n -> n + 1));
                            case WebSocketMessage.Binary binary -> session.send(binary.bytes());
                        }
                    });
                    session.onClose((code, reason) -> log.add("closed " + code + " " + reason));
                    session.send("welcome");
                })
                .build();
    }

    static RawRequest request(String method, String path, String query, InputStream body) {
        return new RawRequest(
                method, path, query, "http://actor" + path + "?" + query, Map.of("host", List.of("actor")), body);
    }
}
