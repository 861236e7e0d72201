package dev.dowel.runtime.store;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one actor's sealed turns change, to be written as one. Immutable.
 *
 * @param claim the claim under which the turns ran; its record is written with it
 * @param create whether the actor's record and address are written for the first time
 * @param state the new state's bytes, or null if the state did not change; never with {@code destroy}
 * @param destroy whether everything of the actor is deleted, its entries and its alarm included
 * @param entries new values by key, null for an entry that is deleted; empty with {@code destroy}
 * @param alarm the change of the actor's alarm, or null if it stays; a commit that destroys an actor which has an alarm
 *     removes it here
 */
public record ActorCommit(
        Claim claim,
        boolean create,
        byte @Nullable [] state,
        boolean destroy,
        Map<EntryKey, byte @Nullable []> entries,
        @Nullable AlarmChange alarm) {

    /** A commit that changes neither entries nor alarm. */
    public ActorCommit(Claim claim, boolean create, byte @Nullable [] state, boolean destroy) {
        this(claim, create, state, destroy, Map.of(), null);
    }

    /** How many bytes it writes: the state, and keys and values of entries. */
    public long bytes() {
        long sum = state == null ? 0 : state.length;
        for (Map.Entry<EntryKey, byte @Nullable []> entry : entries.entrySet()) {
            byte[] value = entry.getValue();
            sum += entry.getKey().bytes().length + (value == null ? 0 : value.length);
        }
        return sum;
    }
}
