package dev.dowel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The way of a body from the socket to its reader (protocol 5). */
class RequestBodyTest {

    private final AtomicInteger drained = new AtomicInteger();
    private final RequestBody body = new RequestBody(drained::incrementAndGet);

    private boolean add(int bytes) {
        ByteBuf piece = Unpooled.wrappedBuffer(new byte[bytes]);
        return body.add(piece);
    }

    @Test
    void theSocketIsReadAgainWhenHalfOfTheBoundIsLeft() throws Exception {
        assertThat(add(RequestBody.HIGH_WATER)).isFalse();
        assertThat(add(1)).isTrue();
        body.readNBytes(RequestBody.HIGH_WATER / 2);
        assertThat(drained).hasValue(0);
        body.readNBytes(1);
        assertThat(drained).hasValue(1);
    }

    /** One read of the socket brings several pieces: some come after the one that was too much. */
    @Test
    void theSocketIsReadAgainAlthoughPiecesCameWhileTheReaderWasBelowTheBound() throws Exception {
        assertThat(add(RequestBody.HIGH_WATER + 1)).isTrue();
        body.readNBytes(1000);
        assertThat(add(1)).isTrue();
        body.readNBytes(RequestBody.HIGH_WATER - 1000 + 2);
        assertThat(drained).hasValue(1);
    }

    @Test
    void whatArrivedBeforeTheSenderLeftIsReadFirst() throws Exception {
        add(10);
        body.fail(new IOException("gone"));
        assertThat(body.readNBytes(10)).hasSize(10);
        assertThatThrownBy(body::read).isInstanceOf(IOException.class).hasMessage("gone");
    }
}
