package dev.dowel.runtime.actor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorContext;
import dev.dowel.ActorDefinition;
import dev.dowel.ActorDefinitionBuilder;
import dev.dowel.ActorSettings;
import dev.dowel.HttpResponse;
import dev.dowel.UserError;
import dev.dowel.WebSocketMessage;
import dev.dowel.WebSocketSession;
import dev.dowel.protocol.ErrorBody;
import dev.dowel.runtime.RawInlet;
import dev.dowel.runtime.RawOutlet;
import dev.dowel.runtime.RawRequest;
import dev.dowel.runtime.RawResponder;
import dev.dowel.runtime.Target;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an actor makes of raw requests and raw WebSockets. */
class RawTest {

    private final List<String> log = new ArrayList<>();
    private final List<WebSocketSession> guests = new ArrayList<>();
    private final Stage stage = new Stage(
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

    private static final class Answer implements RawResponder {
        int status;
        String body = "";
        List<HttpResponse.Header> headers = List.of();

        @Nullable
        ErrorBody error;

        boolean ended;
        boolean aborted;
        boolean readerGone;
        Runnable onGone = () -> {};

        @Override
        public void respond(int code, List<HttpResponse.Header> given, byte[] bytes) {
            status = code;
            headers = given;
            body = new String(bytes, UTF_8);
        }

        @Override
        public BodySink stream(int code, List<HttpResponse.Header> given) {
            status = code;
            headers = given;
            return new BodySink() {
                @Override
                public void write(byte[] bytes) throws IOException {
                    if (readerGone) {
                        throw new IOException("gone");
                    }
                    body += new String(bytes, UTF_8);
                }

                @Override
                public void end() {
                    ended = true;
                }

                @Override
                public void abort() {
                    aborted = true;
                }

                @Override
                public void onGone(Runnable action) {
                    onGone = action;
                }
            };
        }

        @Override
        public void fail(ErrorBody failure, @Nullable String traceId) {
            error = failure;
        }

        String errorCode() {
            ErrorBody given = error;
            return given == null ? "none" : given.group() + "." + given.code();
        }
    }

    private static RawRequest request(String method, String path, String query, InputStream body) {
        return new RawRequest(
                method, path, query, "http://actor" + path + "?" + query, Map.of("host", List.of("actor")), body);
    }

    private Answer get(String name, String path) {
        return send(name, request("GET", path, "x=a%20b&y", new ByteArrayInputStream("hi".getBytes(UTF_8))));
    }

    private Answer send(String name, RawRequest request) {
        Answer answer = new Answer();
        stage.runtime.request(
                new Target.GetOrCreate(Stage.address(name, "a"), null), Stage.caller(null), request, answer);
        stage.machine.settle();
        return answer;
    }

    @Test
    void handlerSeesTheRequestAndItsAnswerLeavesWithTheCommit() {
        Answer answer = get("raw", "/echo");
        assertThat(answer.status).isEqualTo(200);
        assertThat(answer.body).isEqualTo("GET x=a%20b&y a b hi");
        assertThat(answer.headers).contains(new HttpResponse.Header("x-count", "1"));
        stage.store.full = true;
        assertThat(get("raw", "/echo").errorCode()).isEqualTo("store.unavailable");
    }

    @Test
    void handlerThatFailsIsUndoneAndTellsNothing() {
        Answer answer = get("raw", "/fail");
        assertThat(answer.errorCode()).isEqualTo("rivetkit.internal_error");
        assertThat(String.valueOf(answer.error)).doesNotContain("secret");
        assertThat(stage.call("raw", "a", "get").asLong()).isZero();
        assertThat(get("raw", "/user").errorCode()).isEqualTo("user.teapot");
    }

    @Test
    void actorWithoutAHandlerHasNothingThere() {
        assertThat(get("plain", "/echo").status).isEqualTo(404);
        assertThat(get("raw", "/unknown").status).isEqualTo(404);
    }

    @Test
    void valuesAreWrittenAsPlainJson() {
        assertThat(get("raw", "/json").body).isEqualTo("{\"n\":9007199254740993}");
    }

    @Test
    void handlerThatNeverAnswersIsTimedOut() {
        Answer answer = get("raw", "/never");
        stage.machine.advance(Duration.ofSeconds(61));
        assertThat(answer.errorCode()).isEqualTo("actor.action_timed_out");
    }

    @Test
    void streamedBodyIsWrittenAfterTheTurnAndMayGoBackIntoOne() {
        Answer answer = get("raw", "/stream");
        assertThat(answer.ended).isTrue();
        assertThat(answer.body)
                .isEqualTo("event: tick\ndata: 1\ndata: more\n\nevent: tick\ndata: 2\ndata: more\n\n"
                        + "event: tick\ndata: 3\ndata: more\n\n");
        assertThat(stage.call("raw", "a", "get").asLong()).isEqualTo(3);
    }

    @Test
    void streamKeepsTheActorAwakeUntilItsReaderLeaves() {
        Answer answer = get("raw", "/endless");
        stage.machine.advance(Duration.ofSeconds(10));
        assertThat(log).isEmpty();
        answer.readerGone = true;
        answer.onGone.run();
        stage.machine.settle();
        assertThat(answer.aborted).isTrue();
        stage.machine.advance(Duration.ofSeconds(1));
        assertThat(log).containsExactly("stream stopped", "sleep");
    }

    @Test
    void bodyThatBreaksOffIsTheCallersMistake() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("cut");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return read();
            }
        };
        Answer answer = send("raw", request("POST", "/echo", "", broken));
        assertThat(answer.errorCode()).isEqualTo("actor.aborted");
        assertThat(stage.call("raw", "a", "get").asLong()).isZero();
    }

    private final class Socket implements RawOutlet {
        final List<String> got = new ArrayList<>();
        final RawInlet inlet;

        Socket(String name, String query) {
            inlet = stage.runtime.webSocket(
                    new Target.GetOrCreate(Stage.address(name, "a"), null),
                    Stage.caller(null),
                    request("GET", "/websocket/x", query, InputStream.nullInputStream()),
                    this);
            stage.machine.settle();
        }

        void send(String text) {
            inlet.text(text);
            stage.machine.settle();
        }

        @Override
        public void handled() {}

        @Override
        public void text(String text) {
            got.add(text);
        }

        @Override
        public void binary(byte[] bytes) {
            got.add("bytes " + bytes.length);
        }

        @Override
        public void close(int code, String reason) {
            got.add("close " + code + " " + reason);
        }

        @Override
        public void deny(ErrorBody error, @Nullable String traceId) {
            got.add("deny " + error.group() + "." + error.code());
        }
    }

    @Test
    void socketTalksToItsHandlers() {
        Socket socket = new Socket("raw", "");
        socket.send("a");
        socket.inlet.binary(new byte[3]);
        socket.send("close");
        assertThat(socket.got).containsExactly("welcome", "a1", "bytes 3", "close 4001 bye");
        socket.inlet.closed(4001, "bye");
        stage.machine.settle();
        assertThat(log).containsExactly("open restored=false /websocket/x", "closed 4001 bye");
    }

    @Test
    void messagesToAnActorWithoutAHandlerAreDropped() {
        Socket socket = new Socket("plain", "");
        socket.send("a");
        assertThat(socket.inlet.pending()).isZero();
        assertThat(socket.got).isEmpty();
    }

    @Test
    void whatArrivesAtARestoredSocketWaitsUntilItsHandlersAreSet() {
        Socket socket = new Socket("slow", "");
        stage.machine.advance(Duration.ofSeconds(2));
        socket.send("wakes");
        socket.send("waits");
        socket.inlet.closed(1000, "");
        stage.machine.settle();
        assertThat(socket.inlet.pending()).isEqualTo(2);
        assertThat(log).isEmpty();
        stage.machine.advance(Duration.ofMillis(100));
        assertThat(socket.inlet.pending()).isZero();
        assertThat(log).containsExactly("message", "message", "closed");
    }

    @Test
    void refusedSocketIsDenied() {
        assertThat(new Socket("raw", "refuse").got).containsExactly("deny user.refused");
    }

    @Test
    void messageThatFailsSendsNothingAndClosesTheSocket() {
        Socket socket = new Socket("raw", "");
        socket.send("fail");
        assertThat(socket.got).containsExactly("welcome", "close 1011 rivetkit.internal_error");
        assertThat(stage.call("raw", "a", "get").asLong()).isZero();
    }

    @Test
    void openSocketKeepsTheActorAwakeAndIsClosedWhenItSleeps() {
        Socket socket = new Socket("raw", "");
        stage.machine.advance(Duration.ofSeconds(5));
        assertThat(log).doesNotContain("sleep");
        String id = stage.await(stage.runtime.find(Stage.address("raw", "a")))
                .orElseThrow()
                .actorId();
        stage.await(stage.runtime.sleep("default", id));
        assertThat(socket.got).endsWith("close 1000 actor.stopped");
    }

    @Test
    void whatOnSleepSendsLeavesBeforeTheSocketCloses() {
        Socket socket = new Socket("polite", "");
        String id = stage.await(stage.runtime.find(Stage.address("polite", "a")))
                .orElseThrow()
                .actorId();
        stage.await(stage.runtime.sleep("default", id));
        assertThat(socket.got).containsExactly("good night 1", "close 1000 actor.stopped");
    }

    @Test
    void hibernatingSocketStaysOpenAndItsMessagesWakeTheActor() {
        Socket socket = new Socket("hibernating", "");
        socket.send("a");
        stage.machine.advance(Duration.ofSeconds(1));
        assertThat(log).endsWith("sleep");
        socket.send("b");
        assertThat(socket.got).containsExactly("welcome", "a1", "welcome", "b2");
        assertThat(log).endsWith("open restored=true /websocket/x");
        stage.machine.advance(Duration.ofSeconds(1));
        socket.inlet.closed(1000, "");
        stage.machine.settle();
        assertThat(log).endsWith("closed 1000 ");
    }
}
