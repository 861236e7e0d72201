package dev.dowel.rocksdb;

import dev.dowel.runtime.store.ActorCommit;
import dev.dowel.runtime.store.ActorRecord;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Says which puts and deletes a commit group is. Immutable.
 *
 * <p>In the ordinary case a commit is one put, its state. The actor's record is written with the first commit of a claim
 * only: that is when its generation changes.
 */
final class GroupWriter {

    private final int actor;
    private final int name;
    private final int recent;
    private final int state;

    /**
     * Creates a writer for one data directory.
     *
     * @param families see {@link NativeDatabase#familyNumbers}
     */
    GroupWriter(Map<Column, Integer> families) {
        actor = number(families, Column.ACTOR);
        name = number(families, Column.NAME);
        recent = number(families, Column.RECENT);
        state = number(families, Column.STATE);
    }

    private static int number(Map<Column, Integer> families, Column column) {
        return Objects.requireNonNull(families.get(column), "family");
    }

    byte[] write(GroupId id, List<ActorCommit> group, List<Claims.Held> claims) {
        var batch = new GroupBytes(id);
        for (int i = 0; i < group.size(); i++) {
            write(batch, group.get(i), claims.get(i));
        }
        return batch.toByteArray();
    }

    private void write(GroupBytes batch, ActorCommit commit, Claims.Held claim) {
        ActorRecord record = commit.claim().record();
        if (commit.destroy()) {
            if (claim.stored()) {
                destroy(batch, record);
            }
            return;
        }
        byte[] key = StoredKeys.id(record.id());
        if (!claim.recorded()) {
            batch.put(actor, key, StoredValues.actor(record));
        }
        if (!claim.stored()) {
            batch.put(name, StoredKeys.address(record.address()), StoredValues.id(record.id()));
            batch.put(recent, StoredKeys.recent(record), StoredValues.nothing());
        }
        byte[] newState = commit.state();
        if (newState != null) {
            batch.put(state, key, StoredValues.state(newState));
        }
    }

    private void destroy(GroupBytes batch, ActorRecord record) {
        byte[] key = StoredKeys.id(record.id());
        batch.delete(actor, key);
        batch.delete(name, StoredKeys.address(record.address()));
        batch.delete(recent, StoredKeys.recent(record));
        batch.delete(state, key);
    }
}
