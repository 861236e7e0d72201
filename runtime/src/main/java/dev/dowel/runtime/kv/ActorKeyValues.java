package dev.dowel.runtime.kv;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dowel.ActorError;
import dev.dowel.KeyRange;
import dev.dowel.KeyValueStore;
import dev.dowel.protocol.Limits;
import dev.dowel.runtime.commit.Entries;
import dev.dowel.runtime.store.ActorPart;
import dev.dowel.runtime.store.EntryRange;
import dev.dowel.runtime.turn.TurnScope;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The key-value store of one actor. Confined to the actor's turn, which it checks. */
public final class ActorKeyValues implements KeyValueStore {

    private final TurnScope scope;
    private final Entries entries;

    /** The store in the entries of an activation. */
    public ActorKeyValues(TurnScope scope, Entries entries) {
        this.scope = scope;
        this.entries = entries;
    }

    @Override
    public Optional<byte[]> get(byte[] key) {
        scope.current();
        return entries.get(ActorPart.KV, checked(key)).map(byte[]::clone); // it may be on its way to the store
    }

    @Override
    public Map<String, byte[]> getAll(List<String> keys) {
        checkBatch(keys.size());
        Map<String, byte[]> found = new LinkedHashMap<>();
        for (String key : keys) {
            get(key.getBytes(UTF_8)).ifPresent(value -> found.put(key, value));
        }
        return found;
    }

    @Override
    public void put(byte[] key, byte[] value) {
        checkWritable();
        check(key, value);
        write(key, value);
    }

    private void write(byte[] key, byte[] value) {
        entries.put(ActorPart.KV, key.clone(), value.clone());
    }

    @Override
    public void putAll(List<Entry> batch) {
        checkWritable();
        checkBatch(batch.size());
        long bytes = batch.stream()
                .mapToLong(entry -> (long) entry.key().length + entry.value().length)
                .sum();
        if (bytes > Limits.KV_BATCH_BYTES) {
            throw error("batch_too_large", "A batch has at most " + Limits.KV_BATCH_BYTES + " bytes.");
        }
        batch.forEach(entry -> check(entry.key(), entry.value())); // all of it is written, or nothing
        batch.forEach(entry -> write(entry.key(), entry.value()));
    }

    @Override
    public void delete(byte[] key) {
        checkWritable();
        entries.delete(ActorPart.KV, checked(key).clone());
    }

    @Override
    public void deleteAll(List<byte[]> keys) {
        checkWritable();
        checkBatch(keys.size());
        keys.forEach(ActorKeyValues::checked);
        keys.forEach(this::delete);
    }

    @Override
    public List<Entry> list(KeyRange range) {
        scope.current();
        if (range.limit() < 1) {
            throw error("invalid_range", "A range has room for at least 1 entry.");
        }
        Iterator<dev.dowel.runtime.store.Entry> walk =
                entries.walk(new EntryRange(ActorPart.KV, range.from(), range.to(), range.limit(), range.reversed()));
        List<Entry> found = new ArrayList<>();
        long bytes = 0;
        while (walk.hasNext()) {
            Entry entry = copy(walk.next());
            bytes += entry.key().length + entry.value().length;
            if (bytes > Limits.KV_LIST_BYTES) {
                throw error(
                        "list_too_large",
                        "A list has at most " + Limits.KV_LIST_BYTES
                                + " bytes of keys and values. Read it in parts, with limit() and after().");
            }
            found.add(entry);
        }
        return found;
    }

    private static Entry copy(dev.dowel.runtime.store.Entry entry) {
        return new Entry(entry.key().clone(), entry.value().clone());
    }

    @Override
    public void deleteRange(KeyRange range) {
        checkWritable();
        entries.walk(new EntryRange(ActorPart.KV, range.from(), range.to(), Integer.MAX_VALUE, false))
                .forEachRemaining(entry -> entries.delete(ActorPart.KV, entry.key()));
    }

    private void checkWritable() {
        if (scope.current().isReadOnly()) {
            throw new IllegalStateException("An action marked @ReadOnly cannot change the key-value store.");
        }
    }

    private static void check(byte[] key, byte[] value) {
        checked(key);
        if (value.length > Limits.KV_VALUE_BYTES) {
            throw error("value_too_large", "A value has at most " + Limits.KV_VALUE_BYTES + " bytes.");
        }
    }

    private static byte[] checked(byte[] key) {
        if (key.length == 0) {
            throw error("key_empty", "A key has at least 1 byte.");
        }
        if (key.length > Limits.KV_KEY_BYTES) {
            throw error("key_too_large", "A key has at most " + Limits.KV_KEY_BYTES + " bytes.");
        }
        return key;
    }

    private static void checkBatch(int size) {
        if (size > Limits.KV_BATCH_KEYS) {
            throw error("batch_too_large", "A batch has at most " + Limits.KV_BATCH_KEYS + " keys.");
        }
    }

    private static ActorError error(String code, String message) {
        return new ActorError("kv", code, message, null);
    }
}
