package dev.dowel.client;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Puts the parts of a message together.
 *
 * <p>Confined to the WebSocket's listener.
 */
final class MessageAssembly {

    private final int mostBytes;
    private @Nullable ByteArrayOutputStream parts;

    MessageAssembly(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    /**
     * Adds a part of a text message. The JDK never splits a character between parts.
     *
     * @return the whole message, or null if parts are missing
     * @throws dev.dowel.ActorError {@code client.response_too_large}
     */
    byte @Nullable [] text(CharSequence part, boolean last) {
        return add(part.toString().getBytes(StandardCharsets.UTF_8), last);
    }

    /**
     * Adds a part of a binary message.
     *
     * @return the whole message, or null if parts are missing
     * @throws dev.dowel.ActorError {@code client.response_too_large}
     */
    byte @Nullable [] binary(ByteBuffer part, boolean last) {
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        return add(bytes, last);
    }

    private byte @Nullable [] add(byte[] part, boolean last) {
        ByteArrayOutputStream before = parts;
        long size = (before == null ? 0L : before.size()) + part.length;
        if (size > mostBytes) {
            throw ClientErrors.responseTooLarge(mostBytes);
        }
        if (before == null) {
            if (last) {
                return part;
            }
            before = new ByteArrayOutputStream(2 * part.length + 64);
            parts = before;
        }
        before.writeBytes(part);
        if (!last) {
            return null;
        }
        parts = null;
        return before.toByteArray();
    }
}
