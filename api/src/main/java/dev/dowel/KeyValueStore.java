package dev.dowel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An ordered store of bytes that belongs to one actor: for what is too much to keep in its state. Confined to the actor's
 * turn.
 *
 * <p>What a turn writes is stored in its commit together with the state, and undone when it fails; the turn reads its own
 * writes. Reading may block for the disk. Text is UTF-8.
 *
 * <p>Throws {@link ActorError} {@code kv.key_too_large}, {@code kv.value_too_large}, {@code kv.batch_too_large}, {@code
 * kv.list_too_large}, {@code kv.key_empty} beyond the bounds, {@code store.unavailable} if the store cannot be read.
 *
 * {@snippet :
 * kv().put("user:42", bytes);
 * for (KeyValueStore.Entry user : kv().list(KeyRange.prefix("user:").limit(10))) { … }
 * }
 */
public interface KeyValueStore {

    /** The value under a key. */
    Optional<byte[]> get(byte[] key);

    /** Writes one value. */
    void put(byte[] key, byte[] value);

    /** Deletes one value, if there is one. */
    void delete(byte[] key);

    /** Writes several values: at most 128, of together at most 976 KiB. */
    void putAll(List<Entry> entries);

    /** Deletes several values: at most 128. */
    void deleteAll(List<byte[]> keys);

    /**
     * Entries in the order of their keys, as many as the range's limit says. More than 20 MiB at once are {@code
     * kv.list_too_large}, and are read in parts with {@link KeyRange#limit} and {@link KeyRange#after}.
     */
    List<Entry> list(KeyRange range);

    /** Deletes everything in a range, whatever its limit says. */
    void deleteRange(KeyRange range);

    /** The value under a key. */
    default Optional<byte[]> get(String key) {
        return get(key.getBytes(UTF_8));
    }

    /** The text under a key. */
    default Optional<String> getText(String key) {
        return get(key).map(value -> new String(value, UTF_8));
    }

    /** The values of several keys; those that do not exist are left out. At most 128. */
    Map<String, byte[]> getAll(List<String> keys);

    /** Writes one value. */
    default void put(String key, byte[] value) {
        put(key.getBytes(UTF_8), value);
    }

    /** Writes one text. */
    default void putText(String key, String value) {
        put(key, value.getBytes(UTF_8));
    }

    /** Deletes one value, if there is one. */
    default void delete(String key) {
        delete(key.getBytes(UTF_8));
    }

    /**
     * A key and its value. Immutable, as long as nobody changes the arrays.
     *
     * @param key the whole key
     * @param value the value
     */
    record Entry(byte[] key, byte[] value) {

        /** An entry of text. */
        public static Entry text(String key, String value) {
            return new Entry(key.getBytes(UTF_8), value.getBytes(UTF_8));
        }

        /** The key as text. */
        public String keyText() {
            return new String(key, UTF_8);
        }

        /** The value as text. */
        public String valueText() {
            return new String(value, UTF_8);
        }
    }
}
