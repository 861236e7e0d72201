package dev.dowel.examples.auction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dowel.ActorError;
import dev.dowel.client.ActorConnection;
import dev.dowel.client.DowelClient;
import dev.dowel.examples.auction.Auction.Bid;
import dev.dowel.server.DowelServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole application, twice, on free ports and one directory. */
@Timeout(60)
class AuctionApplicationTest {

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    private ConfigurableApplicationContext start() {
        return SpringApplication.run(
                AuctionApplication.class,
                "--server.port=0",
                "--dowel.port=0",
                "--dowel.data-dir=" + directory.resolve("data"),
                "--dowel.reconnect-grace=0",
                "--spring.main.banner-mode=off");
    }

    @Test
    void restAndActorsAreOneApplicationAndARestartLosesNothing() throws Exception {
        try (ConfigurableApplicationContext application = start()) {
            try (DowelClient visitor = DowelClient.connect(
                            application.getBean(DowelServer.class).endpoint());
                    ActorConnection<Auction> saw =
                            visitor.actor(Auction.class, "saw").connect()) {
                BlockingQueue<Bid> seen = new LinkedBlockingQueue<>();
                saw.on(Auction.NEW_BID, seen::add);
                assertThat(saw.call(Auction::bid, new Bid("Ann", 500))).isEqualTo(new Bid("Ann", 500));

                HttpResponse<String> answer = post(application, "{\"bidder\":\"Ben\",\"cents\":700}");
                assertThat(answer.statusCode()).isEqualTo(201);
                assertThat(seen.take()).isEqualTo(new Bid("Ann", 500));
                assertThat(seen.take()).isEqualTo(new Bid("Ben", 700));

                HttpResponse<String> refused = post(application, "{\"bidder\":\"Cid\",\"cents\":750}");
                assertThat(refused.statusCode()).isEqualTo(409);
                assertThat(refused.body()).contains("too_low", "Offer 800 cents or more.");
                assertThatThrownBy(() -> saw.call(Auction::bid, new Bid("Cid", 750)))
                        .isInstanceOf(ActorError.class)
                        .hasMessageContaining("Offer 800 cents");
            }
            assertThat(get(application, "/actuator/health/readiness"))
                    .contains("\"dowel\":{\"details\":{\"store\":\"ok\"},\"status\":\"UP\"}");
            assertThat(get(application, "/actuator/metrics/dowel.turns?tag=action:bid"))
                    .contains("\"COUNT\"");
        }
        try (ConfigurableApplicationContext application = start()) {
            assertThat(get(application, "/auctions/saw/bids"))
                    .isEqualTo("[{\"bidder\":\"Ben\",\"cents\":700},{\"bidder\":\"Ann\",\"cents\":500}]");
        }
    }

    private HttpResponse<String> post(ConfigurableApplicationContext application, String bid)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(url(application, "/auctions/saw/bids"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(bid))
                        .build(),
                BodyHandlers.ofString());
    }

    private String get(ConfigurableApplicationContext application, String path)
            throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(HttpRequest.newBuilder(url(application, path)).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static URI url(ConfigurableApplicationContext application, String path) {
        return URI.create("http://localhost:" + application.getEnvironment().getProperty("local.server.port") + path);
    }
}
