package dev.dowel.runtime.commit;

import dev.dowel.runtime.store.ActorPart;
import dev.dowel.runtime.store.Entry;
import dev.dowel.runtime.store.EntryKey;
import dev.dowel.runtime.store.EntryRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * An activation's entries as its current turn sees them: what the store has, under what sealed turns wrote that is not
 * durable yet, under what this turn wrote. Confined to the actor's turn, except {@link #settled}.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>Between two turns nothing is unsealed.
 *   <li>A write is visible in {@code pending} from its seal until after the store shows it. So a reader that looks at {@code
 *       pending} before it looks into the store misses nothing.
 *   <li>A later write of a key replaces an earlier one in {@code pending}; the earlier one, when it settles, removes only
 *       itself.
 * </ol>
 */
public final class Entries {

    /** Reads what is committed; blocks. */
    public interface Reader {

        /** One value, or null. */
        byte @Nullable [] entry(EntryKey key);

        /** The entries of a range. */
        List<Entry> entries(EntryRange range);
    }

    /** A value on its way to the store, null if the entry is deleted. Its identity tells two writes of one key apart. */
    static final class Write {
        private final byte @Nullable [] value;

        Write(byte @Nullable [] value) {
            this.value = value;
        }

        byte @Nullable [] value() {
            return value;
        }
    }

    private final Reader reader;
    /** Shared by all that have no entries: there are many, and most never have any. */
    private static final NavigableMap<EntryKey, Write> NONE = Collections.emptyNavigableMap();

    private NavigableMap<EntryKey, Write> unsealed = NONE;
    private volatile NavigableMap<EntryKey, Write> pending = NONE;

    /** Entries on top of what the reader finds. */
    public Entries(Reader reader) {
        this.reader = reader;
    }

    /** Writes an entry in the current turn. */
    public void put(ActorPart part, byte[] key, byte[] value) {
        own().put(new EntryKey(part, key), new Write(value));
    }

    /** Deletes an entry in the current turn. */
    public void delete(ActorPart part, byte[] key) {
        own().put(new EntryKey(part, key), new Write(null));
    }

    private NavigableMap<EntryKey, Write> own() {
        if (!(unsealed instanceof TreeMap)) {
            unsealed = new TreeMap<>();
        }
        return unsealed;
    }

    /** The value of an entry. May block for the store. */
    public Optional<byte[]> get(ActorPart part, byte[] key) {
        EntryKey entry = new EntryKey(part, key);
        Write own = unsealed.get(entry);
        Write newest = own != null ? own : pending.get(entry);
        return Optional.ofNullable(newest != null ? newest.value : reader.entry(entry));
    }

    /** The entries of a range, in order. Each step may block for the store. */
    public Iterator<Entry> walk(EntryRange range) {
        NavigableMap<EntryKey, Write> own = range.in(unsealed);
        NavigableMap<EntryKey, Write> newer = sealedIn(range, (long) range.limit() + own.size());
        newer.putAll(own);
        return new EntryWalk(range, reader, newer);
    }

    /**
     * A copy of what is sealed and not settled in a range, as far as so many entries that are not deleted. The commit thread
     * may take some away meanwhile, which the store shows then; so they are looked at one by one, and nothing relies on how
     * many there are.
     */
    private NavigableMap<EntryKey, Write> sealedIn(EntryRange range, long most) {
        NavigableMap<EntryKey, Write> copy = new TreeMap<>(EntryWalk.orderOf(range));
        NavigableMap<EntryKey, Write> all = range.in(pending);
        long left = most;
        for (Map.Entry<EntryKey, Write> entry : (range.reverse() ? all.descendingMap() : all).entrySet()) {
            if (left == 0) {
                break;
            }
            copy.put(entry.getKey(), entry.getValue());
            left -= entry.getValue().value == null ? 0 : 1;
        }
        return copy;
    }

    /** The entries of a range. May block for the store. */
    public List<Entry> list(EntryRange range) {
        List<Entry> found = new ArrayList<>();
        walk(range).forEachRemaining(found::add);
        return found;
    }

    /** Whether the current turn wrote nothing. */
    public boolean isUntouched() {
        return unsealed.isEmpty();
    }

    /** What the current turn wrote, to be committed. */
    Sealed seal() {
        if (unsealed.isEmpty()) {
            return Sealed.NOTHING;
        }
        NavigableMap<EntryKey, Write> writes = unsealed;
        unsealed = NONE;
        if (!(pending instanceof ConcurrentSkipListMap)) {
            pending = new ConcurrentSkipListMap<>();
        }
        pending.putAll(writes);
        return new Sealed(writes);
    }

    /** Forgets what the current turn wrote. */
    public void rollback() {
        unsealed = NONE;
    }

    /** Forgets sealed writes that the store shows now. Commit thread only. */
    void settled(Sealed sealed) {
        sealed.writes.forEach(pending::remove);
    }

    /** The writes of one sealed turn. Immutable. */
    static final class Sealed {

        static final Sealed NOTHING = new Sealed(new TreeMap<>());

        private final NavigableMap<EntryKey, Write> writes;

        private Sealed(NavigableMap<EntryKey, Write> writes) {
            this.writes = writes;
        }

        /** The new values by key. */
        Map<EntryKey, byte @Nullable []> values() {
            if (writes.isEmpty()) {
                return Map.of();
            }
            Map<EntryKey, byte @Nullable []> values = new TreeMap<>();
            writes.forEach((key, write) -> values.put(key, write.value));
            return values;
        }
    }
}
