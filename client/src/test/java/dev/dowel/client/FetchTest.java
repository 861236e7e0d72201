package dev.dowel.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.dowel.ActorError;
import dev.dowel.protocol.Encoding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests of the actor's own, over real sockets (protocol 5). */
@Timeout(30)
class FetchTest {

    private record Seen(String method, String uri, com.sun.net.httpserver.Headers headers, String body) {}

    private final List<Seen> seen = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger starting = new AtomicInteger();
    private HttpServer server;
    private DowelClient client;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        client = DowelClient.builder()
                .endpoint("http://127.0.0.1:" + server.getAddress().getPort())
                .token("secret")
                .header("X-Tenant", "acme")
                .params("me")
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    /** Says "starting" as often as the test wants, then answers 418 with what it was sent. */
    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        seen.add(new Seen(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders(),
                new String(body, UTF_8)));
        if (starting.getAndDecrement() > 0) {
            exchange.getResponseHeaders().set("x-rivet-error", "actor.starting");
            exchange.sendResponseHeaders(503, 2);
            exchange.getResponseBody().write("{}".getBytes(UTF_8));
        } else {
            exchange.getResponseHeaders().set("x-own", "yes");
            exchange.sendResponseHeaders(418, 0);
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private ClientActor<Counter> counter() {
        return client.get(Counter.class, "a");
    }

    private static HttpRequest post(HttpRequest.BodyPublisher body) {
        return HttpRequest.newBuilder(URI.create("http://actor/orders?x=1&y=a%20b"))
                .POST(body)
                .header("content-type", "text/plain")
                .header("x-two", "1")
                .header("x-two", "2")
                .build();
    }

    @Test
    void aPathIsGotBelowTheActorWithParamsTokenAndHeaders() {
        HttpResponse<String> answer = counter().fetch("/api/hello?x=1&y=a b", BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(418);
        assertThat(answer.headers().firstValue("x-own")).contains("yes");
        Seen request = seen.getFirst();
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.uri())
                .isEqualTo("/gateway/counter/request/api/hello?x=1&y=a%20b"
                        + "&rvt-namespace=default&rvt-method=get&rvt-key=a&rvt-token=secret");
        assertThat(request.headers().getFirst("x-rivet-conn-params")).isEqualTo("\"me\"");
        assertThat(request.headers().getFirst("x-rivet-token")).isEqualTo("secret");
        assertThat(request.headers().getFirst("x-tenant")).isEqualTo("acme");
        assertThat(request.headers()).doesNotContainKey("X-rivet-encoding");
        assertThat(request.headers()).doesNotContainKey("X-rivet-internal-original-request-url");
    }

    @Test
    void aRequestKeepsMethodHeadersAndBodyAndTheActorSeesItsUrl() {
        HttpRequest request = HttpRequest.newBuilder(post(BodyPublishers.ofString("é")), (name, value) -> true)
                .header("x-tenant", "mine")
                .build();
        assertThat(counter().fetch(request, BodyHandlers.ofString()).body()).isEqualTo("é");
        Seen arrived = seen.getFirst();
        assertThat(arrived.method()).isEqualTo("POST");
        assertThat(arrived.uri()).startsWith("/gateway/counter/request/orders?x=1&y=a%20b&rvt-");
        assertThat(arrived.headers().getFirst("content-type")).isEqualTo("text/plain");
        assertThat(arrived.headers().get("x-two")).containsExactlyInAnyOrder("1", "2");
        assertThat(arrived.headers().get("x-tenant")).containsExactly("mine");
        assertThat(arrived.headers().getFirst("x-rivet-internal-original-request-url"))
                .isEqualTo("http://actor/orders?x=1&y=a%20b");
    }

    @Test
    void aPassingStateIsWaitedForUnlessTheBodyIsAStream() {
        starting.set(2);
        assertThat(counter()
                        .fetch(post(BodyPublishers.ofString("again")), BodyHandlers.ofString())
                        .body())
                .isEqualTo("again");
        assertThat(seen).hasSize(3);

        starting.set(1);
        HttpRequest stream = post(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream("once".getBytes(UTF_8))));
        assertThat(counter().fetch(stream, BodyHandlers.ofString()).statusCode())
                .isEqualTo(503);
        assertThat(seen).hasSize(4);
        assertThat(seen.getLast().body()).isEqualTo("once");
    }

    @Test
    void aStateThatDoesNotPassIsTheError() {
        starting.set(1000);
        ActorError error =
                catchThrowableOfType(ActorError.class, () -> counter().fetch("x", BodyHandlers.ofString()));
        assertThat(error.group() + "." + error.code()).isEqualTo("actor.starting");
        assertThat(error.retryable()).isTrue();
        assertThat(seen).hasSize(ClientLimits.CALL_ATTEMPTS);
    }

    @Test
    void anAnswerIsReadAsItArrives() throws Exception {
        var go = new CompletableFuture<Void>();
        try (var events = new TinyServer(peer -> {
                    peer.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\nfirst");
                    go.join();
                    peer.write("last");
                });
                var slow = DowelClient.builder()
                        .endpoint("http://" + events.address())
                        .callTimeout(Duration.ofSeconds(20))
                        .build()) {
            HttpResponse<InputStream> answer = slow.actor(Counter.class).fetch("events", BodyHandlers.ofInputStream());
            assertThat(new String(answer.body().readNBytes(5), UTF_8)).isEqualTo("first");
            go.complete(null);
            assertThat(new String(answer.body().readAllBytes(), UTF_8)).isEqualTo("last");
        }
    }

    @Test
    void theRequestsOwnTimeLimitCountsAndTheClientsOtherwise() {
        TestClient scripted = TestClient.forCalls();
        ClientActor<Counter> actor = scripted.client.actor(Counter.class, "a");
        HttpRequest hasty = HttpRequest.newBuilder(URI.create("http://actor/x"))
                .timeout(Duration.ofSeconds(1))
                .build();
        CompletableFuture<HttpResponse<String>> first = actor.fetchAsync(hasty, BodyHandlers.ofString());
        CompletableFuture<HttpResponse<String>> second =
                actor.fetchAsync(HttpRequest.newBuilder(hasty.uri()).build(), BodyHandlers.ofString());
        scripted.timers.advance(Duration.ofSeconds(1));
        assertThat(((ActorError) first.exceptionNow()).code()).isEqualTo("timed_out");
        assertThat(second).isNotDone();
        scripted.timers.advance(TestClient.TIMEOUT);
        assertThat(((ActorError) second.exceptionNow()).code()).isEqualTo("timed_out");
        assertThat(scripted.http.exchanges)
                .allMatch(request -> request.timeout().isEmpty());
    }

    @Test
    void whatGoesWrongOnTheWayIsAnErrorOfTheClient() throws Exception {
        server.stop(0);
        assertThat(catchThrowableOfType(ActorError.class, () -> counter().fetch("x", BodyHandlers.ofString()))
                        .code())
                .isEqualTo("connection_failed");
        try (var breaking = new TinyServer(TinyServer.Peer::reset);
                var other = DowelClient.connect("http://" + breaking.address())) {
            assertThat(catchThrowableOfType(
                                    CompletionException.class,
                                    () -> other.actor(Counter.class)
                                            .fetchAsync(post(BodyPublishers.noBody()), BodyHandlers.ofString())
                                            .join())
                            .getCause())
                    .isInstanceOfSatisfying(
                            ActorError.class, e -> assertThat(e.code()).isEqualTo("connection_lost"));
        }
        client.close();
        assertThat(catchThrowableOfType(ActorError.class, () -> counter().fetch("x", BodyHandlers.ofString()))
                        .code())
                .isEqualTo("closed");
    }

    @Test
    void requestsOfUsersAndCallsShareOneBound() {
        TestClient scripted = TestClient.forCalls();
        ClientActor<Counter> actor = scripted.client.actor(Counter.class, "a");
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://actor/x")).build();
        List<CompletableFuture<?>> open = new ArrayList<>();
        for (int i = 0; i < ClientLimits.HTTP_REQUESTS; i++) {
            open.add(actor.fetchAsync(request, BodyHandlers.discarding()));
        }
        open.add(actor.callAsync(Counter::increment, 1));
        assertThat(scripted.http.exchanges).hasSize(ClientLimits.HTTP_REQUESTS);
        assertThat(scripted.http.requests).isEmpty();
        open.getFirst().cancel(true);
        assertThat(scripted.http.requests).hasSize(1);
    }

    /** Ids that need not be ready are named by headers (protocol 2.6). */
    @Test
    void anIdWithoutReadyWaitIsNamedByHeaders() {
        client.forId(Counter.class, "id7").withSkipReadyWait(true).fetch("p?q=1", BodyHandlers.discarding());
        Seen request = seen.getFirst();
        assertThat(request.uri()).isEqualTo("/request/p?q=1");
        assertThat(request.headers().getFirst("x-rivet-target")).isEqualTo("actor");
        assertThat(request.headers().getFirst("x-rivet-actor")).isEqualTo("id7");
        assertThat(request.headers().getFirst("x-rivet-skip-ready-wait")).isEqualTo("1");
    }

    @Test
    void aKeyWithoutReadyWaitSaysSoInUrlAndHeader() {
        var impatient = new TestClient(Encoding.BARE);
        impatient.http.then(ScriptedHttp.output(1));
        impatient.client.actor(Counter.class, "a").withSkipReadyWait(true).call(Counter::increment, 1);
        assertThat(impatient.http.requests.getFirst().uri().getRawQuery()).endsWith("&rvt-skip-ready-wait=true");
        assertThat(impatient.http.header(0, "x-rivet-skip-ready-wait")).isEqualTo("1");
    }
}
