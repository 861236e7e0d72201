package dev.dowel.runtime.commit;

import dev.dowel.runtime.store.AlarmChange;
import dev.dowel.runtime.store.EntryKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a sealed turn writes. Immutable.
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
}
