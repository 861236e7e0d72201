package dev.dowel.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dowel.ActorKey;
import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.store.ActorRecord;
import dev.dowel.runtime.store.StoreException;
import java.util.ArrayList;

/**
 * The bytes of values in the database. Static; any thread.
 *
 * <p>Every value begins with one octet, the version of its format; all are at version 1. {@code text} is a length and
 * UTF-8 (see {@link BytesOut}).
 *
 * <ul>
 *   <li>{@link Column#ACTOR}: 1, generation (8 bytes), time of creation in milliseconds since the epoch (8 bytes),
 *       namespace text, name text, number of key parts (length), each part as text
 *   <li>{@link Column#NAME}: 1, the actor's id to the end
 *   <li>{@link Column#RECENT}: 1
 *   <li>{@link Column#STATE}: 1, the state as the runtime gave it to the end
 * </ul>
 */
final class StoredValues {

    private static final int VERSION = 1;

    private StoredValues() {}

    static byte[] actor(ActorRecord record) {
        ActorAddress address = record.address();
        BytesOut out = new BytesOut(128)
                .octet(VERSION)
                .fixed64(record.generation())
                .fixed64(record.createdAt())
                .text(address.namespace())
                .text(address.name())
                .length(address.key().size());
        address.key().parts().forEach(out::text);
        return out.toByteArray();
    }

    static ActorRecord actor(String id, byte[] value) {
        BytesIn in = open(value);
        long generation = in.fixed64();
        long createdAt = in.fixed64();
        String namespace = in.text();
        String name = in.text();
        int count = in.length();
        var parts = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            parts.add(in.text());
        }
        in.end();
        return new ActorRecord(id, new ActorAddress(namespace, name, ActorKey.of(parts)), generation, createdAt);
    }

    static byte[] id(String actorId) {
        return new BytesOut(32).octet(VERSION).raw(StoredKeys.id(actorId)).toByteArray();
    }

    static String id(byte[] value) {
        return new String(open(value).rest(), UTF_8);
    }

    static byte[] nothing() {
        return new byte[] {VERSION};
    }

    static byte[] state(byte[] state) {
        return new BytesOut(state.length + 1).octet(VERSION).raw(state).toByteArray();
    }

    static byte[] stateIn(byte[] value) {
        return open(value).rest();
    }

    private static BytesIn open(byte[] value) {
        var in = new BytesIn(value);
        int version = in.octet();
        if (version != VERSION) {
            throw new StoreException(
                    "A stored record has format " + version
                            + ", which this version of Dowel cannot read. Use the version"
                            + " that wrote it, or a newer one.",
                    null);
        }
        return in;
    }
}
