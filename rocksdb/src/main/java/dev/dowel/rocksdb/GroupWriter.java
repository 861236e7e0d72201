package dev.dowel.rocksdb;

import dev.dowel.runtime.store.ActorCommit;
import dev.dowel.runtime.store.ActorRecord;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Says which puts and deletes a commit group is. Immutable.
 *
 * <p>In the ordinary case a commit is one put, its state. The actor's record is written with the first commit of a claim
 * only: that is when its generation changes.
 */
final class GroupWriter {

    private final ToIntFunction<Column> familyOf;

    /**
     * @param familyOf the numbers under which the database knows its families; they do not change while it exists
     */
    GroupWriter(ToIntFunction<Column> familyOf) {
        this.familyOf = familyOf;
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
            batch.put(family(Column.ACTOR), key, StoredValues.actor(record));
        }
        if (!claim.stored()) {
            batch.put(family(Column.NAME), StoredKeys.address(record.address()), StoredValues.id(record.id()));
            batch.put(family(Column.RECENT), StoredKeys.recent(record), StoredValues.nothing());
        }
        byte[] state = commit.state();
        if (state != null) {
            batch.put(family(Column.STATE), key, StoredValues.state(state));
        }
    }

    private void destroy(GroupBytes batch, ActorRecord record) {
        byte[] key = StoredKeys.id(record.id());
        batch.delete(family(Column.ACTOR), key);
        batch.delete(family(Column.NAME), StoredKeys.address(record.address()));
        batch.delete(family(Column.RECENT), StoredKeys.recent(record));
        batch.delete(family(Column.STATE), key);
    }

    private int family(Column column) {
        return familyOf.applyAsInt(column);
    }
}
