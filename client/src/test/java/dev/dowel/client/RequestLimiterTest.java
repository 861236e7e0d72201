package dev.dowel.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorError;
import dev.dowel.client.HttpTransport.Reply;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RequestLimiterTest {

    private final ScriptedHttp http = new ScriptedHttp();
    private final RequestLimiter limiter = new RequestLimiter(2, 3, "requests");

    private CompletableFuture<Reply> send(String name) {
        return limiter.send(() -> http.send(request(name)));
    }

    private static HttpTransport.Request request(String name) {
        return new HttpTransport.Request("GET", URI.create("http://h/" + name), List.of(), null);
    }

    /** The outcome does not matter to the test. */
    private static void ignore(CompletableFuture<Reply> reply) {
        assertThat(reply).isNotNull();
    }

    private List<String> sent() {
        return http.requests.stream().map(request -> request.uri().getPath()).toList();
    }

    @Test
    void requestsBeyondTheLimitWaitInOrder() {
        CompletableFuture<Reply> first = send("a");
        ignore(send("b"));
        ignore(send("c"));
        ignore(send("d"));
        assertThat(sent()).containsExactly("/a", "/b");

        http.unanswered.get(0).complete(ScriptedHttp.output(1));
        assertThat(first).isCompleted();
        assertThat(sent()).containsExactly("/a", "/b", "/c");

        http.unanswered.get(1).completeExceptionally(new RuntimeException("broken"));
        assertThat(sent()).containsExactly("/a", "/b", "/c", "/d");
    }

    @Test
    void waitingIsBounded() {
        for (int i = 0; i < 5; i++) {
            assertThat(send("x")).isNotDone();
        }
        CompletableFuture<Reply> sixth = send("x");
        assertThat(sixth.exceptionNow())
                .isInstanceOfSatisfying(
                        ActorError.class, e -> assertThat(e.code()).isEqualTo("overloaded"));
    }

    @Test
    void aRequestThatWasCancelledWhileItWaitedIsNotSent() {
        ignore(send("a"));
        ignore(send("b"));
        send("c").cancel(true);
        ignore(send("d"));
        http.unanswered.getFirst().complete(ScriptedHttp.output(1));
        assertThat(sent()).containsExactly("/a", "/b", "/d");
    }

    @Test
    void aCancelledRequestMakesRoom() {
        CompletableFuture<Reply> first = send("a");
        ignore(send("b"));
        ignore(send("c"));
        first.cancel(true);
        assertThat(http.unanswered.getFirst()).isCancelled();
        assertThat(sent()).containsExactly("/a", "/b", "/c");
    }

    @Test
    void manyAnswersThatAreThereAtOnceDoNotNest() {
        var deep = new RequestLimiter(1, 100_000, "requests");
        CompletableFuture<Reply> first = deep.send(() -> http.send(request("")));
        var others = new ArrayList<CompletableFuture<Reply>>();
        for (int i = 0; i < 50_000; i++) {
            http.then(ScriptedHttp.output(1));
            others.add(deep.send(() -> http.send(request(""))));
        }
        http.unanswered.getFirst().complete(ScriptedHttp.output(1));
        assertThat(first).isCompleted();
        assertThat(others).allMatch(CompletableFuture::isDone);
    }

    @Test
    void aTransportThatThrowsFailsTheRequestOnly() {
        var throwing = new RequestLimiter(1, 1, "requests");
        for (int i = 0; i < 3; i++) {
            CompletableFuture<Reply> broken = throwing.send(() -> {
                throw new IllegalArgumentException("bad URL");
            });
            assertThat(broken).isCompletedExceptionally();
        }
    }
}
