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

    EntryReader(Database database) {
        this.database = database;
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
        Span span = StoredKeys.alarms(after, until);
        return database.read(db -> db.keys(Column.ALARM, span, limit)).stream()
                .map(StoredKeys::alarmIn)
                .toList();
    }
}
