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
 * <p>Every value begins with one octet, the version of its format. {@code text} is a length and UTF-8 (see {@link BytesOut}).
 *
 * <ul>
 *   <li>{@link Column#ACTOR}: 2, generation (8 bytes), time of creation in milliseconds since the epoch (8 bytes), the
 *       server's version (4 bytes), {@link Parts} (1 byte), namespace text, name text, number of key parts (length), each
 *       part as text. Format 1 has neither version nor parts, which were 0 then
 *   <li>{@link Column#NAME}: 1, the actor's id to the end
 *   <li>{@link Column#RECENT}, {@link Column#ALARM}: 1
 *   <li>{@link Column#STATE}, {@link Column#KV}, {@link Column#SCHEDULE}, {@link Column#QUEUE}: 1, the bytes as the runtime
 *       gave them to the end
 * </ul>
 */
final class StoredValues {

    private static final int VERSION = 1;
    private static final int ACTOR_VERSION = 2;

    private StoredValues() {}

    static byte[] actor(ActorRecord record, Parts parts) {
        ActorAddress address = record.address();
        BytesOut out = new BytesOut(128)
                .octet(ACTOR_VERSION)
                .fixed64(record.generation())
                .fixed64(record.createdAt())
                .fixed32(record.version())
                .octet(parts.bits())
                .text(address.namespace())
                .text(address.name())
                .length(address.key().size());
        address.key().parts().forEach(out::text);
        return out.toByteArray();
    }

    static StoredActor actor(String id, byte[] value) {
        var in = new BytesIn(value);
        int format = in.octet();
        if (format != VERSION && format != ACTOR_VERSION) {
            throw unknown(format);
        }
        long generation = in.fixed64();
        long createdAt = in.fixed64();
        int version = format == VERSION ? 0 : in.fixed32();
        Parts stored = format == VERSION ? Parts.NONE : new Parts(in.octet());
        String namespace = in.text();
        String name = in.text();
        int count = in.length();
        var parts = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            parts.add(in.text());
        }
        in.end();
        var address = new ActorAddress(namespace, name, ActorKey.of(parts));
        return new StoredActor(new ActorRecord(id, address, generation, createdAt, version), stored);
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

    /** A state, or the value of an entry. */
    static byte[] bytes(byte[] bytes) {
        return new BytesOut(bytes.length + 1).octet(VERSION).raw(bytes).toByteArray();
    }

    static byte[] bytesIn(byte[] value) {
        return open(value).rest();
    }

    private static BytesIn open(byte[] value) {
        var in = new BytesIn(value);
        int version = in.octet();
        if (version != VERSION) {
            throw unknown(version);
        }
        return in;
    }

    private static StoreException unknown(int version) {
        return new StoreException(
                "A stored record has format " + version + ", which this version of Dowel cannot read. Use the version"
                        + " that wrote it, or a newer one.",
                null);
    }
}
