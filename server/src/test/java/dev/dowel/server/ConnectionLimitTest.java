package dev.dowel.server;

import static dev.dowel.server.TestServer.connectPath;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectionLimitTest {

    private final GatewayLimits limits = TestServer.limits().connections(2, 2).build();

    @Test
    void connectionsBeyondTheLimitAreToldSoAndThoseBeyondThatAreCutOff() {
        try (TestServer server = new TestServer(builder -> builder.limits(limits));
                HttpPeer first = server.connect();
                SocketPeer second = server.socket(connectPath("counter", "k")).connect()) {
            assertThat(first.get("/health").status()).isEqualTo(200);

            try (HttpPeer third = server.connect();
                    SocketPeer fourth =
                            server.socket(connectPath("counter", "k")).open()) {
                SocketPeer.Frame close = fourth.closeFrame();
                assertThat(close.toString()).isEqualTo("close 1011 guard.service_unavailable");
                try (HttpPeer fifth = server.connect()) {
                    assertThat(fifth.isEnded()).isTrue();
                }
                HttpPeer.Answer answer = third.get("/health");
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.header("x-rivet-error")).isEqualTo("guard.service_unavailable");
                assertThat(third.isEnded()).isTrue();
                fourth.close(1011, "");
                assertThat(fourth.http().isEnded()).isTrue();
            }
            second.close(1000, "");
            assertThat(second.closeFrame().code()).isEqualTo(1000);
            assertThat(second.http().isEnded()).isTrue();
            // The server counts an end a moment after its client saw it.
            long begin = System.nanoTime();
            while (isFull(server)) {
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(TestServer.PATIENCE);
            }
        }
    }

    private static boolean isFull(TestServer server) {
        try (HttpPeer peer = server.connect()) {
            return peer.get("/health").status() == 503;
        } catch (UncheckedIOException e) {
            return true;
        }
    }
}
