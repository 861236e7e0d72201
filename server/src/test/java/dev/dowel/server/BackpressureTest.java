package dev.dowel.server;

import static dev.dowel.server.TestServer.connectPath;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.protocol.ServerMessage;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Bounds on what waits in either direction (G10), and order under load (G5). */
class BackpressureTest {

    @Test
    void aSocketThatIsNotReadIsClosedAndTheOthersAreNot() {
        GatewayLimits limits = TestServer.limits()
                .outboundBytes(2_000_000)
                .lingerTime(TestServer.PATIENCE)
                .build();
        try (TestServer server = new TestServer(builder -> builder.limits(limits));
                SocketPeer slow = server.socket(connectPath("counter", "crowd")).connect();
                SocketPeer quick =
                        server.socket(connectPath("counter", "crowd")).connect()) {
            slow.subscribe("flood");
            quick.subscribe("flood");
            slow.ping("subscribed");
            slow.frame();
            // Far beyond the bound and the socket buffers together, in pieces that the quick one keeps up with.
            for (int round = 0; round < 300; round++) {
                quick.call(round, "flood", 1L, 100_000L);
                assertThat(quick.message()).isInstanceOf(ServerMessage.Event.class);
                assertThat(quick.message()).isInstanceOf(ServerMessage.ActionResponse.class);
            }
            assertThat(slow.closeFrame().toString()).isEqualTo("close 1011 ws.slow_consumer");
            slow.close(1011, "");
            assertThat(slow.http().isEnded()).isTrue();
            server.assertHealthy("after-slow");
        }
    }

    @Test
    void aSocketThatDoesNotEvenReadItsCloseIsCutOff() {
        GatewayLimits limits = TestServer.limits()
                .outboundBytes(500_000)
                .lingerTime(java.time.Duration.ofMillis(50))
                .build();
        try (TestServer server = new TestServer(builder -> builder.limits(limits));
                SocketPeer slow = server.socket(connectPath("counter", "stuck")).connect();
                SocketPeer quick =
                        server.socket(connectPath("counter", "stuck")).connect()) {
            slow.subscribe("flood");
            slow.ping("subscribed");
            slow.frame();
            for (int round = 0; round < 300; round++) {
                quick.call(round, "flood", 1L, 100_000L);
                assertThat(quick.message()).isInstanceOf(ServerMessage.ActionResponse.class);
            }
            // Its connection ends: what the kernel has may still be read, then nothing comes.
            byte[] buffer = new byte[1 << 16];
            assertThat(slow.http()).satisfies(http -> {
                try {
                    while (http.in().read(buffer) >= 0) {
                        // Reads on.
                    }
                } catch (java.net.SocketException e) {
                    assertThat(e).hasMessageContaining("reset");
                }
            });
        }
    }

    @Test
    void pingsOfAClientThatReadsNothingAreBoundedToo() {
        GatewayLimits limits = TestServer.limits().outboundBytes(200_000).build();
        try (TestServer server = new TestServer(builder -> builder.limits(limits));
                SocketPeer socket =
                        server.socket(connectPath("counter", "pings")).connect()) {
            byte[] ping = SocketPeer.encode(0x80 | SocketPeer.PING, new byte[125], true);
            String pings = new String(ping, java.nio.charset.StandardCharsets.ISO_8859_1).repeat(1_000);
            Thread sender = Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < 200; i++) {
                        socket.http().send(pings);
                    }
                } catch (RuntimeException e) {
                    // The server ended the connection in the middle of it.
                }
            });
            assertThat(sender)
                    .satisfies(thread ->
                            assertThat(thread.join(TestServer.PATIENCE)).isTrue());
            assertThat(socket.closeFrame().toString()).isEqualTo("close 1011 ws.slow_consumer");
            server.assertHealthy("after-pings");
        }
    }

    @Test
    void callsBeyondTheOutstandingOnesWaitAndAllAreAnsweredInOrder() throws InterruptedException {
        GatewayLimits limits = TestServer.limits().outstandingCalls(8).build();
        int calls = 500;
        try (TestServer server = new TestServer(builder -> builder.limits(limits));
                SocketPeer socket = server.socket(connectPath("slow", "many")).connect()) {
            for (int i = 0; i < calls; i++) {
                socket.call(i, "hold", (long) i);
            }
            server.gate.entered.acquire();
            server.gate.leave.release(calls);
            List<Long> answered = LongStream.range(0, calls)
                    .map(i -> (Long) SocketPeer.output(socket.message()))
                    .boxed()
                    .toList();
            assertThat(answered).isEqualTo(LongStream.range(0, calls).boxed().toList());
            assertThat(server.gate.finished).containsExactlyElementsOf(answered);
        }
    }

    @Test
    void theCloseOfAClientIsEchoedAlthoughItsCallsWait() throws InterruptedException {
        GatewayLimits limits = TestServer.limits().outstandingCalls(2).build();
        try (TestServer server = new TestServer(builder -> builder.limits(limits));
                SocketPeer socket = server.socket(connectPath("slow", "leaves")).connect()) {
            java.io.ByteArrayOutputStream together = new java.io.ByteArrayOutputStream();
            for (int i = 0; i < 5; i++) {
                together.writeBytes(SocketPeer.encode(
                        0x80 | SocketPeer.TEXT,
                        ("{\"body\":{\"tag\":\"ActionRequest\",\"val\":{\"id\":" + i + ",\"name\":\"hold\",\"args\":["
                                        + i + "]}}}")
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        true));
            }
            together.writeBytes(SocketPeer.encode(0x80 | SocketPeer.CLOSE, new byte[] {3, (byte) 0xe8}, true));
            // One packet, so that the close is read although reading stops after the second call.
            socket.http().send(together.toByteArray());
            assertThat(socket.closeFrame().code()).isEqualTo(1000);
            server.gate.leave.release(5);
            server.gate.disconnected.await();
            assertThat(server.gate.finished).containsExactly(0L, 1L, 2L, 3L, 4L);
        }
    }

    @Test
    void eventsOfManyCallsArriveInCommitOrderWithoutGaps() {
        try (TestServer server = new TestServer();
                SocketPeer listener =
                        server.socket(connectPath("counter", "order")).connect();
                SocketPeer caller =
                        server.socket(connectPath("counter", "order")).connect()) {
            listener.subscribe("newCount");
            listener.ping("x");
            listener.frame();
            int calls = 2_000;
            Thread sender = Thread.ofVirtual().start(() -> {
                for (int i = 0; i < calls; i++) {
                    caller.call(i, "increment", 1L);
                }
            });
            Thread reader = Thread.ofVirtual().start(() -> {
                for (int i = 0; i < calls; i++) {
                    caller.message();
                }
            });
            for (long i = 1; i <= calls; i++) {
                ServerMessage.Event event = (ServerMessage.Event) listener.message();
                assertThat(event.args().<List<Object>>decode(List.class)).isEqualTo(List.of(i));
            }
            assertThat(List.of(sender, reader))
                    .allSatisfy(thread ->
                            assertThat(thread.join(TestServer.PATIENCE)).isTrue());
        }
    }
}
