package dev.dowel.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.ConnectRequest;
import dev.dowel.Event;
import dev.dowel.HttpRequest;
import dev.dowel.HttpResponse;
import dev.dowel.UserError;
import dev.dowel.WebSocketMessage;
import dev.dowel.WebSocketSession;
import dev.dowel.client.ActorConnection;
import dev.dowel.client.ClientActor;
import dev.dowel.client.DowelClient;
import dev.dowel.client.RawWebSocket;
import dev.dowel.client.RawWebSocketListener;
import dev.dowel.runtime.store.MemoryStore;
import dev.dowel.server.DowelServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@code docs/java-client.md} shows. */
@Timeout(60)
class ClientPageTest {

    private static final AtomicInteger TOKENS = new AtomicInteger();

    record Login(String token) {}

    /** A shop, as its callers know it. */
    @ActorType("shop")
    public interface Shop {

        Event<Long> SOLD = Event.of("sold", Long.class);

        @Action("sell")
        long sell(long pieces);
    }

    /** What is behind it. Confined to the actor's turn. */
    @ActorType("shop")
    static final class ShopActor extends Actor<Void> implements Shop {

        @Override
        protected void onBeforeConnect(ConnectRequest request) {
            if (request.hasParams() && request.params(Login.class).token().equals("expired")) {
                throw new UserError("expired", "Log in again.");
            }
        }

        @Action
        @Override
        public long sell(long pieces) {
            broadcast(SOLD, pieces);
            return pieces;
        }

        @Override
        protected HttpResponse onRequest(HttpRequest request) {
            return HttpResponse.text(request.method() + " " + request.path() + " " + request.text());
        }

        @Override
        protected void onWebSocket(WebSocketSession session) {
            session.onMessage(message -> {
                if (message instanceof WebSocketMessage.Text(String text)) {
                    session.send("echo " + text);
                }
            });
        }
    }

    static void firstLook() {
        try (DowelClient client = DowelClient.connect("http://localhost:6420")) {
            ClientActor<Counter> counter = client.actor(Counter.class, "visits");

            long now = counter.call(Counter::increment, 1L); // one HTTP request
            System.out.println(now);

            try (ActorConnection<Counter> connection = counter.connect()) { // one WebSocket
                connection.on(Counter.NEW_COUNT, count -> System.out.println(count));
                connection.call(Counter::increment, 1L);
            }
        }
    }

    private static String freshToken() {
        return "token " + TOKENS.incrementAndGet();
    }

    private static ClientActor<Shop> withFreshTokens(DowelClient client) {
        ClientActor<Shop> shop = client.actor(Shop.class, "berlin").withParamsFrom(() -> new Login(freshToken()));
        return shop;
    }

    private static String upload(ClientActor<Shop> shop, Path file) throws IOException {
        var upload = java.net.http.HttpRequest.newBuilder(URI.create("http://actor/files/a.txt"))
                .PUT(BodyPublishers.ofFile(file))
                .build();
        int status = shop.fetch(upload, BodyHandlers.discarding()).statusCode();

        try (InputStream body =
                shop.fetch("history?limit=10", BodyHandlers.ofInputStream()).body()) {
            return status + " " + new String(body.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    private static String echo(ClientActor<Shop> shop) {
        var answer = new CompletableFuture<String>();
        var listener = new RawWebSocketListener() {
            @Override
            public void onText(RawWebSocket socket, String text) {
                answer.complete(text);
            }
        };
        try (RawWebSocket socket = shop.webSocket("game?level=2", listener)) {
            socket.send("jump");
            return answer.join();
        }
    }

    @Test
    void theCodeOfThePageDoesWhatItSays() throws IOException {
        Path file = Files.createTempFile("dowel-", ".txt");
        try (DowelServer server = DowelServer.builder()
                        .actor(ShopActor.class)
                        .store(MemoryStore::new)
                        .port(0)
                        .build()
                        .start();
                DowelClient client = DowelClient.connect(server.endpoint())) {
            ClientActor<Shop> shop = withFreshTokens(client);
            assertThat(shop.call(Shop::sell, 3L)).isEqualTo(3);
            assertThat(shop.call(Shop::sell, 4L)).isEqualTo(4);
            assertThat(TOKENS).hasValue(2);
            assertThat(upload(shop, Files.writeString(file, "content"))).isEqualTo("200 GET /history ");
            assertThat(echo(shop)).isEqualTo("echo jump");
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void thePageShowsCodeThatIsCompiled() throws IOException {
        String page = Files.readString(Path.of("../docs/java-client.md"));
        String own = PageCode.words(Files.readString(Path.of("src/test/java/dev/dowel/examples/ClientPageTest.java")));
        assertThat(PageCode.statements(page, "java"))
                .hasSizeGreaterThan(5)
                .allSatisfy(code -> assertThat(own).contains(code));
    }
}
