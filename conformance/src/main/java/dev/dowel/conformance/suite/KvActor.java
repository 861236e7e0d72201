package dev.dowel.conformance.suite;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.KeyRange;
import dev.dowel.KeyValueStore;
import dev.dowel.ReadOnly;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens its key-value store to everybody. Confined to the actor's turn. */
@ActorType("kvActor")
final class KvActor extends Actor<Void> {

    /** A key and its value. */
    record Text(String key, String value) {

        static List<Text> of(List<KeyValueStore.Entry> entries) {
            return entries.stream()
                    .map(entry -> new Text(entry.keyText(), entry.valueText()))
                    .toList();
        }
    }

    /** How to list; what is not there does not matter. */
    record Listing(@Nullable Boolean reverse, @Nullable Integer limit) {

        KeyRange applyTo(KeyRange range) {
            KeyRange ordered = Boolean.TRUE.equals(reverse) ? range.reverse() : range;
            return limit == null ? ordered : ordered.limit(limit);
        }
    }

    @Action
    public boolean putText(String key, String value) {
        kv().putText(key, value);
        return true;
    }

    @ReadOnly
    @Action
    public @Nullable String getText(String key) {
        return kv().getText(key).orElse(null);
    }

    @ReadOnly
    @Action
    public List<Text> listText(String prefix) {
        return Text.of(kv().list(KeyRange.prefix(prefix)));
    }

    @ReadOnly
    @Action
    public List<Text> listTextRange(String start, String end, @Nullable Listing options) {
        KeyRange range = KeyRange.between(start, end);
        return Text.of(kv().list(options == null ? range : options.applyTo(range)));
    }

    @Action
    public boolean deleteTextRange(String start, String end) {
        kv().deleteRange(KeyRange.between(start, end));
        return true;
    }

    /** Writes bytes and reads them back, in the same turn. */
    @Action
    public List<Integer> roundtripArrayBuffer(String key, List<Integer> values) {
        byte[] bytes = new byte[values.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = values.get(i).byteValue();
        }
        kv().put(key, bytes);
        List<Integer> read = new ArrayList<>();
        for (byte b : kv().get(key).orElseThrow()) {
            read.add(Byte.toUnsignedInt(b));
        }
        return read;
    }
}
