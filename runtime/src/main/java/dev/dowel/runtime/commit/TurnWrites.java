package dev.dowel.runtime.commit;

import dev.dowel.runtime.store.AlarmChange;
import dev.dowel.runtime.store.EntryKey;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a sealed turn, or several of one activation together, write. Immutable.
 *
 * @param state the new state's bytes, or null if it did not change
 * @param create whether the actor is created
 * @param destroy whether the actor is destroyed
 * @param entries new values by key, null for one that is deleted
 * @param alarm the change of the actor's alarm, or null if it stays
 */
public record TurnWrites(
        byte @Nullable [] state,
        boolean create,
        boolean destroy,
        Map<EntryKey, byte @Nullable []> entries,
        @Nullable AlarmChange alarm) {

    /** Nothing. */
    public static final TurnWrites NONE = new TurnWrites(null, false, false, Map.of(), null);

    /** Only a new state. */
    public static TurnWrites ofState(byte[] state) {
        return new TurnWrites(state, false, false, Map.of(), null);
    }

    /** Whether there is nothing to write. */
    public boolean isEmpty() {
        return state == null && !create && !destroy && entries.isEmpty() && alarm == null;
    }

    /** These writes, and later ones of the same activation on top of them. */
    TurnWrites then(TurnWrites later) {
        AlarmChange merged = merge(alarm, later.alarm);
        if (later.destroy) {
            return new TurnWrites(null, false, true, Map.of(), merged);
        }
        Map<EntryKey, byte @Nullable []> all = entries;
        if (entries.isEmpty()) {
            all = later.entries;
        } else if (!later.entries.isEmpty()) {
            all = new TreeMap<>(entries);
            all.putAll(later.entries);
        }
        return new TurnWrites(later.state == null ? state : later.state, create || later.create, false, all, merged);
    }

    private static @Nullable AlarmChange merge(@Nullable AlarmChange earlier, @Nullable AlarmChange later) {
        if (earlier == null) {
            return later;
        }
        return later == null ? earlier : new AlarmChange(earlier.before(), later.after());
    }
}
