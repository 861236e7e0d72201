package dev.dowel.rocksdb;

import dev.dowel.runtime.store.Alarm;
import dev.dowel.runtime.store.Entry;
import dev.dowel.runtime.store.EntryKey;
import dev.dowel.runtime.store.EntryRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads entries and alarms. Thread safe.
 *
 * <p>Most actors have no entries, and each that wakes is asked for them: the claim that it wakes under knows. What a commit
 * adds, the claim knows before the commit returns, so whoever is to see it does.
 */
final class EntryReader {

    private final Database database;
    private final Claims claims;
    private final AlarmFloor floor;

    EntryReader(Database database, Claims claims, AlarmFloor floor) {
        this.database = database;
        this.claims = claims;
        this.floor = floor;
    }

    byte @Nullable [] entry(String actorId, EntryKey key) {
        byte[] stored = database.read(db -> claims.mayHave(actorId, key.part())
                ? db.get(Column.of(key.part()), StoredKeys.entry(actorId, key.bytes()))
                : null);
        return stored == null ? null : StoredValues.bytesIn(stored);
    }

    List<Entry> entries(String actorId, EntryRange range) {
        Span span = StoredKeys.entries(actorId, range);
        return database
                .read(db -> claims.mayHave(actorId, range.part())
                        ? db.rows(Column.of(range.part()), span, range.limit(), range.reverse())
                        : List.<NativeDatabase.Row>of())
                .stream()
                .map(row -> new Entry(StoredKeys.entryIn(row.key()), StoredValues.bytesIn(row.value())))
                .toList();
    }

    List<Alarm> alarms(@Nullable Alarm after, long until, int limit) {
        AlarmFloor.Read read = floor.startRead();
        if (after != null && after.dueAt() >= read.from()) {
            floor.endRead(read, read.from());
            return alarms(StoredKeys.alarms(after, until), limit);
        }
        long nothingBefore = read.from();
        try {
            List<Alarm> found = alarms(StoredKeys.alarms(read.from(), until), limit);
            nothingBefore = found.isEmpty() ? until : found.getFirst().dueAt();
            return found;
        } finally {
            floor.endRead(read, nothingBefore);
        }
    }

    private List<Alarm> alarms(Span span, int limit) {
        return database.read(db -> db.keys(Column.ALARM, span, limit)).stream()
                .map(StoredKeys::alarmIn)
                .toList();
    }
}
