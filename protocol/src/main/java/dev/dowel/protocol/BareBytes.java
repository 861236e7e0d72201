package dev.dowel.protocol;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Appends pieces of BARE (protocol 3.4).
 *
 * <p>Static; as thread safe as the sink, which is not.
 */
final class BareBytes {

    /** The one version of the messages that is spoken. */
    static final int VERSION = 4;

    private BareBytes() {}

    /** The prefix of every message: the version, 16 bits little-endian. */
    static void version(ByteSink sink) {
        sink.put(VERSION);
        sink.put(0);
    }

    static void uint(ByteSink sink, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            sink.put(((int) rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        sink.put((int) rest);
    }

    static void string(ByteSink sink, String text) {
        data(sink, text.getBytes(StandardCharsets.UTF_8));
    }

    static void data(ByteSink sink, byte[] bytes) {
        uint(sink, bytes.length);
        sink.put(bytes);
    }

    static void bool(ByteSink sink, boolean value) {
        sink.put(value ? 1 : 0);
    }

    /** 64 bits little-endian. */
    static void u64(ByteSink sink, long value) {
        for (int shift = 0; shift < Long.SIZE; shift += 8) {
            sink.put((int) (value >>> shift) & 0xff);
        }
    }

    static void optionalString(ByteSink sink, @Nullable String text) {
        bool(sink, text != null);
        if (text != null) {
            string(sink, text);
        }
    }

    static void optionalData(ByteSink sink, byte @Nullable [] bytes) {
        bool(sink, bytes != null);
        if (bytes != null) {
            data(sink, bytes);
        }
    }

    static void optionalUint(ByteSink sink, @Nullable Long value) {
        bool(sink, value != null);
        if (value != null) {
            uint(sink, value);
        }
    }

    static void optionalActor(ByteSink sink, @Nullable ActorSpecifier actor) {
        bool(sink, actor != null);
        if (actor != null) {
            string(sink, actor.actorId());
            uint(sink, actor.generation());
            optionalString(sink, actor.key());
        }
    }
}
