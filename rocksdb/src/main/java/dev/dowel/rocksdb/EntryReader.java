package dev.dowel.rocksdb;

import dev.dowel.runtime.store.Alarm;
import dev.dowel.runtime.store.Entry;
import dev.dowel.runtime.store.EntryKey;
import dev.dowel.runtime.store.EntryRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads entries and alarms. Thread safe. */
final class EntryReader {

    private final Database database;
    private final AlarmFloor floor;

    EntryReader(Database database, AlarmFloor floor) {
        this.database = database;
        this.floor = floor;
    }

    byte @Nullable [] entry(String actorId, EntryKey key) {
        byte[] stored = database.read(db -> db.get(Column.of(key.part()), StoredKeys.entry(actorId, key.bytes())));
        return stored == null ? null : StoredValues.bytesIn(stored);
    }

    List<Entry> entries(String actorId, EntryRange range) {
        Span span = StoredKeys.entries(actorId, range);
        return database.read(db -> db.rows(Column.of(range.part()), span, range.limit(), range.reverse())).stream()
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
