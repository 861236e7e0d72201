package dev.dowel.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dowel.client.ActorConnection;
import dev.dowel.client.DowelClient;
import dev.dowel.server.ServerStartException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/embedding.md} shows. */
@Timeout(60)
class ShopServerTest {

    @TempDir
    private Path directory;

    private static String page(ShopServer shop) throws IOException, InterruptedException {
        try (HttpClient browser = HttpClient.newHttpClient()) {
            URI url = URI.create("http://127.0.0.1:" + shop.pagesPort() + "/saws");
            return browser.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString())
                    .body();
        }
    }

    @Test
    void pagesAndActorsAreServedByOneProcess() throws Exception {
        Path data = directory.resolve("data");
        try (ShopServer shop = new ShopServer(0, 0, data);
                DowelClient client = DowelClient.connect(shop.actorsEndpoint());
                ActorConnection<Counter> watched =
                        client.actor(Counter.class, "shown", "/saws").connect()) {
            BlockingQueue<Long> seen = new LinkedBlockingQueue<>();
            watched.on(Counter.NEW_COUNT, seen::add);
            assertThat(watched.call(Counter::getCount)).isZero();
            assertThat(page(shop)).isEqualTo("/saws was shown 1 times\n");
            assertThat(seen.take()).isEqualTo(1);
        }
        try (ShopServer shop = new ShopServer(0, 0, data)) {
            assertThat(page(shop)).isEqualTo("/saws was shown 2 times\n");
        }
    }

    @Test
    void aTakenPortLeavesNothingRunning() throws IOException {
        Path data = directory.resolve("data");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> new ShopServer(taken.getLocalPort(), 0, data))
                    .isInstanceOf(IOException.class);
            assertThat(Files.exists(data)).isFalse();
            assertThatThrownBy(() -> new ShopServer(0, taken.getLocalPort(), data))
                    .isInstanceOf(ServerStartException.class);
        }
        try (ShopServer shop = new ShopServer(0, 0, data)) { // so the directory is free
            assertThat(shop.actorsEndpoint()).startsWith("http://");
        }
    }
}
