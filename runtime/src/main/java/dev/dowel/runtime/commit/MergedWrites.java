package dev.dowel.runtime.commit;

import dev.dowel.runtime.store.ActorCommit;
import dev.dowel.runtime.store.AlarmChange;
import dev.dowel.runtime.store.Claim;
import dev.dowel.runtime.store.EntryKey;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the turns of one activation in a group write together: of each thing the last value. Confined to the commit thread.
 *
 * <p>It grows by one turn at a time and copies nothing that it has merged before: a group may have thousands of turns of one
 * actor.
 */
final class MergedWrites {

    private byte @Nullable [] state;
    private boolean create;
    private boolean destroy;
    private Map<EntryKey, byte @Nullable []> entries = Map.of();
    private boolean ownsEntries;
    private @Nullable AlarmChange alarm;

    /** Adds what a later turn writes. */
    void add(TurnWrites later) {
        alarm = merge(alarm, later.alarm());
        if (later.destroy()) {
            state = null;
            create = false;
            destroy = true;
            entries = Map.of();
            ownsEntries = false;
            return;
        }
        state = later.state() == null ? state : later.state();
        create |= later.create();
        addEntries(later.entries());
    }

    private void addEntries(Map<EntryKey, byte @Nullable []> later) {
        if (entries.isEmpty()) {
            entries = later;
            ownsEntries = false;
        } else if (!later.isEmpty()) {
            if (!ownsEntries) {
                entries = new TreeMap<>(entries);
                ownsEntries = true;
            }
            entries.putAll(later);
        }
    }

    private static @Nullable AlarmChange merge(@Nullable AlarmChange earlier, @Nullable AlarmChange later) {
        if (earlier == null) {
            return later;
        }
        return later == null ? earlier : new AlarmChange(earlier.before(), later.after());
    }

    /** All of it, to be written under a claim. */
    ActorCommit commit(Claim claim) {
        return new ActorCommit(claim, create, state, destroy, entries, alarm);
    }
}
