package dev.dowel.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.protocol.Encoding;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayDeque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A socket that something could not be passed on to is told nothing that comes after it (G5). */
class SocketOutletTest {

    /** Refuses as many entries as it is told. */
    private static final class Refusing extends ArrayDeque<Outgoing> {
        private static final long serialVersionUID = 1L;

        private int refusals;

        @Override
        public boolean add(Outgoing entry) {
            if (refusals-- > 0) {
                throw new StackOverflowError("expected by the test");
            }
            return super.add(entry);
        }
    }

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final WebSocketConnection socket =
            new WebSocketConnection(channel, TestServer.LIMITS, new Backlog(1 << 20), new Backlog(1 << 20));
    private final Refusing queue = new Refusing();
    private final SocketOutlet outlet = new SocketOutlet(
            socket,
            new LoopOutbox(channel.eventLoop(), queue),
            true,
            1 << 20,
            new Denial(
                    socket,
                    new DenialDelay(TestServer.LIMITS),
                    channel.eventLoop(),
                    Encoding.JSON,
                    "127.0.0.1",
                    "actor"));

    private String written() {
        channel.runPendingTasks();
        StringBuilder all = new StringBuilder();
        for (ByteBuf buffer = channel.readOutbound(); buffer != null; buffer = channel.readOutbound()) {
            all.append(buffer.toString(UTF_8));
            buffer.release();
        }
        return all.toString();
    }

    private void tell(String what) {
        switch (what) {
            case "message" -> outlet.send("lost".getBytes(UTF_8));
            case "text" -> outlet.send("lost");
            case "close" -> outlet.close(1000, "lost");
            case "denial" -> outlet.deny(GatewayErrors.internal(), null);
            default -> throw new IllegalArgumentException(what);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"message", "text", "close", "denial"})
    void aSocketThatIsNotToldSomethingIsCutBehindWhatItWasTold(String lost) {
        outlet.send("before".getBytes(UTF_8));
        queue.refusals = 1;
        tell(lost);
        outlet.send("behind a gap".getBytes(UTF_8));
        assertThat(written()).endsWith("before");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aSocketThatIsToldEverythingStaysOpen() {
        outlet.send("one ".getBytes(UTF_8));
        outlet.send("two");
        assertThat(written()).contains("one ").endsWith("two");
        assertThat(channel.isOpen()).isTrue();
    }
}
