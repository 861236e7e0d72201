package dev.dowel.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorDefinition;
import dev.dowel.runtime.ActorListener;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A connection that fails ends: nobody waits for ever on one that is open and silent, also when memory has ended. */
class BrokenConnectionTest {

    private static final long SILENCE = TimeUnit.SECONDS.toNanos(1);

    /** A WebSocket without a network. */
    private static final class Line {
        final StarvedAllocator memory = new StarvedAllocator();
        final EmbeddedChannel channel = new EmbeddedChannel();
        final WebSocketConnection socket =
                new WebSocketConnection(channel, TestServer.LIMITS, new Backlog(1 << 20), new Backlog(1 << 20));

        Line() {
            channel.config().setAllocator(memory);
            channel.pipeline().addLast(socket);
        }

        String written() {
            StringBuilder all = new StringBuilder();
            for (ByteBuf buffer = channel.readOutbound(); buffer != null; buffer = channel.readOutbound()) {
                all.append(buffer.toString(StandardCharsets.ISO_8859_1));
                buffer.release();
            }
            return all.toString();
        }
    }

    private final Line line = new Line();

    @Test
    void aSocketThatHasMemoryForNeitherAPongNorACloseIsCut() {
        line.memory.starved = true;
        line.channel.writeInbound(new PingWebSocketFrame(Unpooled.EMPTY_BUFFER));
        assertThat(line.channel.isOpen()).isFalse();
        assertThat(line.written()).isEmpty();
    }

    @Test
    void aSocketThatHasNoMemoryForItsCloseIsCut() {
        line.memory.starved = true;
        line.socket.close(GatewayErrors.goingAway());
        assertThat(line.channel.isOpen()).isFalse();
    }

    @Test
    void aSocketWhoseFailureCannotBeLoggedIsClosed() {
        line.channel.pipeline().fireExceptionCaught(new Unspeakable());
        assertThat(line.written()).endsWith("rivetkit.internal_error");
        assertThat(line.socket.isOpen()).isFalse();
    }

    @Test
    void aSocketWhoseTimerFailsIsClosed() {
        line.socket.after(1, () -> {
            throw new IllegalStateException("expected by the test");
        });
        line.channel.advanceTimeBy(1, TimeUnit.SECONDS);
        line.channel.runScheduledPendingTasks();
        assertThat(line.written()).endsWith("rivetkit.internal_error");
    }

    @Test
    void aSocketThatCannotBePingedEndsAndTheOthersArePinged() {
        Line[] others = {new Line(), new Line(), new Line()};
        SocketSweep sweep = new SocketSweep(line.channel.eventLoop(), SILENCE, 4);
        sweep.add(line.channel, line.socket);
        for (Line other : others) {
            sweep.add(other.channel, other.socket);
        }
        line.memory.starved = true;
        line.channel.advanceTimeBy(2 * SILENCE, TimeUnit.NANOSECONDS);
        line.channel.runScheduledPendingTasks();
        assertThat(line.channel.isOpen()).isFalse();
        for (Line other : others) {
            assertThat(other.written()).startsWith("\u0089\0");
            assertThat(other.channel.isOpen()).isTrue();
        }
    }

    @Test
    void anHttpConnectionWhoseFailureCannotBeLoggedIsCut() {
        ServerListener failing = new ServerListener() {
            @Override
            public ActorListener listenTo(ActorDefinition<?> definition) {
                return ActorListener.NONE;
            }

            @Override
            public void bytesReceived(long bytes) {
                throw new Unspeakable();
            }
        };
        try (TestServer server = new TestServer(builder -> builder.observe(failing));
                HttpPeer peer = server.connect()) {
            peer.send("GET /health HTTP/1.1\r\nhost: h\r\n\r\n");
            assertThat(peer.isEnded()).isTrue();
        }
    }
}
