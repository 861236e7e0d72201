package dev.dowel.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboundTest {

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Outbound outbound = new Outbound(channel);

    private void gather(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        outbound.room(bytes.length).writeBytes(bytes);
        outbound.gathered();
    }

    private List<String> written() {
        List<String> texts = new ArrayList<>();
        for (ByteBuf buffer = channel.readOutbound(); buffer != null; buffer = channel.readOutbound()) {
            texts.add(buffer.toString(StandardCharsets.UTF_8));
            buffer.release();
        }
        return texts;
    }

    @Test
    void smallMessagesLeaveTogetherWithTheFlush() {
        gather("one ");
        gather("two ");
        gather("three");
        assertThat(written()).isEmpty();

        outbound.flush();

        assertThat(written()).containsExactly("one two three");
    }

    @Test
    void gatheredMessagesKeepTheirPlaceAmongOthers() {
        gather("one ");
        outbound.write(Unpooled.copiedBuffer("two ", StandardCharsets.UTF_8));
        gather("three ");
        outbound.write(Unpooled.copiedBuffer("four ", StandardCharsets.UTF_8), () -> {});
        gather("five");
        outbound.flush();

        assertThat(String.join("", written())).isEqualTo("one two three four five");
    }

    @Test
    void whatIsGatheredLeavesBeforeTheClose() {
        gather("last words");

        outbound.closeAfterWrites();

        assertThat(String.join("", written())).isEqualTo("last words");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void gatheredBytesArePendingAndNeverMoreThanABuffer() {
        String text = "x".repeat(1000);
        for (int i = 1; i <= 16; i++) {
            gather(text);
            assertThat(outbound.pendingBytes()).isEqualTo(i * 1000L);
        }
        gather(text);
        assertThat(outbound.pendingBytes()).isGreaterThanOrEqualTo(17_000);
        outbound.flush();

        assertThat(outbound.pendingBytes()).isZero();
        assertThat(written()).hasSize(2).allMatch(buffer -> buffer.length() <= 16 * 1024);
    }

    @Test
    void whatWasGatheredForAChannelThatClosedIsGivenBack() {
        ByteBuf buffer = outbound.room(4);
        gather("lost");
        channel.close().syncUninterruptibly();

        outbound.flush();

        assertThat(buffer.refCnt()).isZero();
    }
}
