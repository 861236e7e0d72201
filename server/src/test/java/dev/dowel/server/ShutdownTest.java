package dev.dowel.server;

import static dev.dowel.server.TestServer.action;
import static dev.dowel.server.TestServer.connectPath;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dowel.protocol.ConnectionFrames;
import dev.dowel.protocol.Encoding;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shutdown loses nothing (G12), and clients know to come back (protocol 4.5). */
class ShutdownTest {

    private final TestServer server = new TestServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private static void assertEnds(Thread thread) throws InterruptedException {
        assertThat(thread.join(TestServer.PATIENCE)).isTrue();
    }

    @Test
    void socketsAreToldToConnectAgain() throws InterruptedException {
        try (SocketPeer socket = server.socket(connectPath("counter", "k")).connect();
                SocketPeer health = server.socket("/health/ws").open()) {
            Thread closing = Thread.ofVirtual().start(server::close);
            assertThat(socket.closeFrame().toString()).isEqualTo("close 1011 ws.going_away");
            assertThat(health.closeFrame().toString()).isEqualTo("close 1011 ws.going_away");
            socket.close(1011, "");
            health.close(1011, "");
            assertEnds(closing);
        }
    }

    @Test
    void runningCallsAreAnsweredBeforeTheirConnectionsEnd() throws InterruptedException {
        try (SocketPeer socket = server.socket(connectPath("slow", "k")).connect();
                HttpPeer peer = server.connect();
                HttpPeer idle = server.connect()) {
            socket.call(1, "hold", 5L);
            server.gate.entered.acquire();
            String body = "{\"args\":[6]}";
            peer.send("POST " + action("slow", "other", "hold") + " HTTP/1.1\r\ncontent-length: " + body.length()
                    + "\r\n\r\n" + body);
            server.gate.entered.acquire();
            assertThat(idle.get("/health").status()).isEqualTo(200);

            Thread closing = Thread.ofVirtual().start(server.server()::close);
            // The listener is still there, and says what is going on.
            HttpPeer.Answer refused = idle.get("/health");
            while (refused.status() == 200) {
                refused = idle.get("/health");
            }
            assertThat(refused.header("x-rivet-error")).isEqualTo("guard.service_unavailable");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(idle.isEnded()).isTrue();
            try (SocketPeer late = server.socket(connectPath("counter", "k")).open();
                    SocketPeer byId = server.socket("/gateway/someid/connect").open()) {
                assertThat(late.closeFrame().reason()).isEqualTo("actor.stopping");
                assertThat(byId.closeFrame().reason()).isEqualTo("ws.going_away");
            }

            server.gate.leave.release(2);
            assertThat(SocketPeer.output(socket.message())).isEqualTo(5L);
            assertThat(socket.closeFrame().reason()).isEqualTo("ws.going_away");
            socket.close(1011, "");
            assertThat(peer.read().text()).isEqualTo("{\"output\":6}");
            assertThat(peer.isEnded()).isTrue();
            assertEnds(closing);
        }
    }

    @Test
    void callsThatComeWhileTheServerEndsAreAnsweredOrNotRun() throws InterruptedException {
        try (SocketPeer socket = server.socket(connectPath("slow", "k")).connect()) {
            socket.call(1, "hold", 5L);
            server.gate.entered.acquire();
            Thread closing = Thread.ofVirtual().start(server.server()::close);
            awaitShutdown();
            socket.call(2, "hold", 6L);
            server.gate.leave.release(2);

            List<Object> answered = new ArrayList<>();
            SocketPeer.Frame frame = socket.frame();
            for (; frame.opcode() != SocketPeer.CLOSE; frame = socket.frame()) {
                answered.add(SocketPeer.output(ConnectionFrames.readServer(Encoding.JSON, frame.payload())));
            }
            assertThat(frame.reason()).isEqualTo("ws.going_away");
            socket.close(1011, "");
            assertEnds(closing);
            assertThat(answered).contains(5L);
            assertThat(List.<Object>copyOf(server.gate.finished)).isEqualTo(answered);
        }
    }

    private void awaitShutdown() {
        try (HttpPeer peer = server.connect()) {
            while (peer.get("/health").status() == 200) {
                // The announcement reaches each event loop in its own time.
            }
        }
        try (SocketPeer late = server.socket("/health/ws").open()) {
            late.closeFrame();
        }
    }

    @Test
    void clientsThatConnectAgainAreToldToWaitUntilAllOfThemAreBack() throws InterruptedException {
        // Who comes in the first half is answered at once, and in the second half held: who then is back, is all there
        // is.
        Duration grace = Duration.ofSeconds(4);
        try (TestServer ending = new TestServer(builder -> builder.reconnectGrace(grace));
                SocketPeer socket = ending.socket(connectPath("counter", "k")).connect()) {
            int port = ending.port();
            long begin = System.nanoTime();
            Thread closing = Thread.ofVirtual().start(ending::close);
            assertThat(socket.closeFrame().reason()).isEqualTo("ws.going_away");
            socket.close(1011, "");
            assertThat(socket.http().isEnded()).isTrue();
            for (boolean isOpen = true; isOpen; ) {
                try (SocketPeer again = new SocketPeer.Opening(port, connectPath("counter", "k")).open()) {
                    // After both clients wait; the second is for a socket that opens as the last answers leave.
                    assertThat(again.closeFrame().reason()).isIn("actor.stopping", "ws.going_away");
                } catch (UncheckedIOException closed) {
                    isOpen = false;
                }
            }
            assertEnds(closing);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(grace);
            assertThatThrownBy(() -> new HttpPeer(port)).hasRootCauseInstanceOf(ConnectException.class);
        }
    }

    @Test
    void aClientThatClosedItsSocketIsNotWaitedFor() throws InterruptedException {
        try (TestServer ending = new TestServer(builder -> builder.reconnectGrace(Duration.ofHours(1)));
                SocketPeer socket = ending.socket(connectPath("counter", "k")).connect()) {
            socket.close(1000, "Disposed");
            socket.closeFrame();
            assertEnds(Thread.ofVirtual().start(ending::close));
        }
    }

    @Test
    void aServerWithoutSocketsEndsWithoutGrace() throws InterruptedException {
        try (TestServer ending = new TestServer(builder -> builder.reconnectGrace(Duration.ofHours(1)));
                HttpPeer peer = ending.connect()) {
            assertThat(peer.get("/health").status()).isEqualTo(200);
            Thread closing = Thread.ofVirtual().start(ending::close);
            assertThat(peer.isEnded()).isTrue();
            assertEnds(closing);
        }
    }

    @Test
    void aServerEndsOnceAndStartsOnce() throws InterruptedException {
        server.server().close();
        server.server().close();
        server.server().awaitClose();
        assertThatIllegalStateException().isThrownBy(server.server()::start);
        assertThatIllegalStateException().isThrownBy(server.server()::port);
    }

    @Test
    void aClientThatDoesNotEndItsSocketDoesNotHoldTheServer() throws InterruptedException {
        try (SocketPeer socket =
                server.socket(connectPath("counter", "stubborn")).connect()) {
            Thread closing = Thread.ofVirtual().start(server::close);
            assertEnds(closing);
            assertThat(socket.closeFrame().reason()).isEqualTo("ws.going_away");
        }
    }
}
