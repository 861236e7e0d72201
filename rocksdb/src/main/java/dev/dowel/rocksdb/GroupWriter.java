package dev.dowel.rocksdb;

import dev.dowel.runtime.store.ActorCommit;
import dev.dowel.runtime.store.ActorPart;
import dev.dowel.runtime.store.ActorRecord;
import dev.dowel.runtime.store.AlarmChange;
import dev.dowel.runtime.store.EntryKey;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says which puts and deletes a commit group is. Immutable.
 *
 * <p>In the ordinary case a commit is one put, its state. The actor's record is written with the first commit of a claim,
 * when its generation changes, and with the first entry of a part (see {@link Parts}).
 */
final class GroupWriter {

    private final Map<Column, Integer> families;
    private final int actor;
    private final int name;
    private final int recent;
    private final int state;
    private final int alarm;

    /**
     * Creates a writer for one data directory.
     *
     * @param families see {@link NativeDatabase#familyNumbers}
     */
    GroupWriter(Map<Column, Integer> families) {
        this.families = families;
        actor = number(Column.ACTOR);
        name = number(Column.NAME);
        recent = number(Column.RECENT);
        state = number(Column.STATE);
        alarm = number(Column.ALARM);
    }

    private int number(Column column) {
        return Objects.requireNonNull(families.get(column), "family");
    }

    byte[] write(GroupId id, List<ActorCommit> group, List<HeldClaim> claims) {
        var batch = new GroupBytes(id);
        for (int i = 0; i < group.size(); i++) {
            write(batch, group.get(i), claims.get(i));
        }
        return batch.toByteArray();
    }

    private void write(GroupBytes batch, ActorCommit commit, HeldClaim claim) {
        ActorRecord record = commit.claim().record();
        if (commit.destroy()) {
            if (claim.stored()) {
                destroy(batch, commit, claim.parts());
            }
            return;
        }
        byte[] key = StoredKeys.id(record.id());
        if (!claim.recorded(commit)) {
            Parts parts = claim.parts().after(commit);
            batch.put(actor, key, StoredValues.actor(record, parts));
        }
        if (!claim.stored()) {
            batch.put(name, StoredKeys.address(record.address()), StoredValues.id(record.id()));
            batch.put(recent, StoredKeys.recent(record), StoredValues.nothing());
        }
        byte[] newState = commit.state();
        if (newState != null) {
            batch.put(state, key, StoredValues.bytes(newState));
        }
        commit.entries().forEach((entry, value) -> writeEntry(batch, record.id(), entry, value));
        writeAlarm(batch, commit);
    }

    private void writeEntry(GroupBytes batch, String actorId, EntryKey entry, byte @Nullable [] value) {
        int family = number(Column.of(entry.part()));
        byte[] key = StoredKeys.entry(actorId, entry.bytes());
        if (value == null) {
            batch.delete(family, key);
        } else {
            batch.put(family, key, StoredValues.bytes(value));
        }
    }

    private void writeAlarm(GroupBytes batch, ActorCommit commit) {
        AlarmChange change = commit.alarm();
        if (change == null) {
            return;
        }
        String actorId = commit.claim().record().id();
        Long before = change.before();
        if (before != null) {
            batch.delete(alarm, StoredKeys.alarm(before, actorId));
        }
        Long after = change.after();
        if (after != null) {
            batch.put(alarm, StoredKeys.alarm(after, actorId), StoredValues.nothing());
        }
    }

    private void destroy(GroupBytes batch, ActorCommit commit, Parts parts) {
        ActorRecord record = commit.claim().record();
        byte[] key = StoredKeys.id(record.id());
        batch.delete(actor, key);
        batch.delete(name, StoredKeys.address(record.address()));
        batch.delete(recent, StoredKeys.recent(record));
        batch.delete(state, key);
        for (ActorPart part : ActorPart.values()) {
            if (parts.has(part)) {
                batch.deleteRange(number(Column.of(part)), StoredKeys.entries(record.id()));
            }
        }
        writeAlarm(batch, commit);
    }
}
