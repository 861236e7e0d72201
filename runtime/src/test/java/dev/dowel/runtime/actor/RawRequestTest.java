package dev.dowel.runtime.actor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.HttpResponse;
import dev.dowel.protocol.ActorSpecifier;
import dev.dowel.protocol.ErrorBody;
import dev.dowel.runtime.RawRequest;
import dev.dowel.runtime.RawResponder;
import dev.dowel.runtime.Target;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an actor makes of raw requests. */
class RawRequestTest {

    private final RawActors actors = new RawActors();
    private final Stage stage = actors.stage;
    private final List<String> log = actors.log;

    private static final class Answer implements RawResponder {
        int status;
        String body = "";
        List<HttpResponse.Header> headers = List.of();

        @Nullable
        ErrorBody error;

        @Nullable
        ActorSpecifier actor;

        boolean ended;
        boolean aborted;
        boolean readerGone;
        Runnable onGone = () -> {};

        @Override
        public void respond(ActorSpecifier source, int code, List<HttpResponse.Header> given, byte[] bytes) {
            actor = source;
            status = code;
            headers = given;
            body = new String(bytes, UTF_8);
        }

        @Override
        public BodySink stream(ActorSpecifier source, int code, List<HttpResponse.Header> given) {
            actor = source;
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

    private Answer get(String name, String path) {
        return send(name, RawActors.request("GET", path, "x=a%20b&y", new ByteArrayInputStream("hi".getBytes(UTF_8))));
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
        assertThat(answer.actor).isNotNull().extracting(ActorSpecifier::key).isEqualTo("a");
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

    private static InputStream brokenBody() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("cut");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return read();
            }
        };
    }

    @Test
    void bodyThatBreaksOffIsTheCallersMistake() {
        Answer answer = send("raw", RawActors.request("POST", "/echo", "", brokenBody()));
        assertThat(answer.errorCode()).isEqualTo("actor.aborted");
        assertThat(stage.call("raw", "a", "get").asLong()).isZero();
    }

    @Test
    void callerWhoLeavesWhileTheBodyIsReadIsNoFailureOfTheActorWhateverItMakesOfIt() {
        String logged = Log.during(() -> {
            Answer answer = send("raw", RawActors.request("POST", "/upload", "", brokenBody()));
            assertThat(answer.errorCode()).isEqualTo("actor.aborted");
        });
        assertThat(logged).isEmpty();
    }

    @Test
    void readerWhoLeavesAStreamIsNoFailureOfTheActorWhateverItMakesOfIt() {
        String logged = Log.during(() -> {
            Answer gone = get("raw", "/ticks");
            gone.onGone.run();
            stage.machine.settle();
            Answer deaf = get("raw", "/ticks");
            deaf.readerGone = true;
            stage.machine.advance(Duration.ofSeconds(1));
            assertThat(gone.aborted && deaf.aborted).isTrue();
        });
        assertThat(logged).isEmpty();
    }

    @Test
    void streamThatFailsByItselfIsLoggedAlsoIfItIsAnIOException() {
        assertThat(Log.during(() -> assertThat(get("raw", "/file").aborted).isTrue()))
                .contains("WARN", "the actor's own disk");
    }
}
