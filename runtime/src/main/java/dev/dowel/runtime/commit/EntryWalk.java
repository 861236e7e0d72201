package dev.dowel.runtime.commit;

import dev.dowel.runtime.store.Entry;
import dev.dowel.runtime.store.EntryKey;
import dev.dowel.runtime.store.EntryRange;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A walk over the entries of a range, in order: what the store has, under what was written since. Confined to the actor's
 * turn.
 *
 * <p>The store is read a page at a time, and only as far as the walk gets: nobody knows beforehand how large values are.
 */
final class EntryWalk implements Iterator<Entry> {

    /** Entries that are read at a time. Those of a key-value store have up to 130 KiB. */
    static final int PAGE = 128;

    private final EntryRange range;
    private final Entries.Reader reader;
    private final Comparator<EntryKey> order;
    private final NavigableMap<EntryKey, Entries.Write> newer;
    private Iterator<Entry> page = List.<Entry>of().iterator();
    private boolean storeHasMore = true;
    private EntryRange unread;
    private int left;
    private @Nullable Entry stored;
    private @Nullable Entry next;

    /**
     * Begins a walk.
     *
     * @param newer what was written since, within the range and in its order; the walk takes from it
     */
    EntryWalk(EntryRange range, Entries.Reader reader, NavigableMap<EntryKey, Entries.Write> newer) {
        this.range = range;
        this.reader = reader;
        this.order = orderOf(range);
        this.newer = newer;
        this.unread = range;
        this.left = range.limit();
    }

    /** The order of a walk. */
    static Comparator<EntryKey> orderOf(EntryRange range) {
        return range.reverse() ? Comparator.reverseOrder() : Comparator.naturalOrder();
    }

    @Override
    public boolean hasNext() {
        while (next == null && left > 0) {
            if (stored == null) {
                stored = readStored();
            }
            if (stored == null && newer.isEmpty()) {
                return false;
            }
            next = take();
        }
        return next != null;
    }

    @Override
    public Entry next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        Entry found = next;
        next = null;
        left--;
        return found;
    }

    /** What comes first of the stored and the newer ones, or null if that is deleted. */
    private @Nullable Entry take() {
        Entry old = stored;
        EntryKey key = old == null ? newer.firstKey() : new EntryKey(range.part(), old.key());
        if (!newer.isEmpty() && order.compare(newer.firstKey(), key) < 0) {
            key = newer.firstKey();
        } else {
            stored = null;
        }
        Entries.Write write = newer.remove(key);
        if (write == null) {
            return old;
        }
        byte[] value = write.value();
        return value == null ? null : new Entry(key.bytes(), value);
    }

    private @Nullable Entry readStored() {
        if (!page.hasNext() && storeHasMore) {
            int size = Math.min(left, PAGE);
            List<Entry> read =
                    reader.entries(new EntryRange(unread.part(), unread.from(), unread.to(), size, unread.reverse()));
            storeHasMore = read.size() == size;
            page = read.iterator();
            if (storeHasMore) {
                unread = behind(read.getLast().key());
            }
        }
        return page.hasNext() ? page.next() : null;
    }

    private EntryRange behind(byte[] key) {
        return range.reverse()
                ? new EntryRange(range.part(), range.from(), key, range.limit(), true)
                : new EntryRange(range.part(), Arrays.copyOf(key, key.length + 1), range.to(), range.limit(), false);
    }
}
