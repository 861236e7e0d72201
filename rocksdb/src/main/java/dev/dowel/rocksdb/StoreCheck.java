package dev.dowel.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dowel.runtime.store.ActorRecord;
import dev.dowel.runtime.store.StoreException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Reads everything in a store and compares what belongs together. Used once, by one thread, while nothing is committed: it
 * reads in pieces, and a commit between two of them would look like a mistake.
 */
final class StoreCheck {

    private static final int PIECE = 1_000;

    /** Behind every key: none of ours begins so. */
    private static final byte[] END = filled();

    private final Database database;
    private final Map<Column, Long> rows = new EnumMap<>(Column.class);
    private final List<String> problems = new ArrayList<>();

    StoreCheck(Database database) {
        this.database = database;
    }

    private static byte[] filled() {
        byte[] end = new byte[16];
        Arrays.fill(end, (byte) 0xff);
        return end;
    }

    StoreReport run() {
        try {
            database.read(db -> {
                db.verifyChecksums();
                return db;
            });
        } catch (StoreException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        for (Column column : Column.values()) {
            walk(column);
        }
        return new StoreReport(
                count(Column.ACTOR),
                count(Column.STATE),
                count(Column.KV) + count(Column.SCHEDULE) + count(Column.QUEUE),
                count(Column.ALARM),
                List.copyOf(problems));
    }

    private long count(Column column) {
        return rows.getOrDefault(column, 0L);
    }

    private boolean isEnough() {
        return problems.size() >= StoreReport.MAX_PROBLEMS;
    }

    private void walk(Column column) {
        byte[] from = new byte[0];
        while (!isEnough()) {
            var span = new Span(from, END);
            List<NativeDatabase.Row> piece;
            try {
                piece = database.read(db -> db.rows(column, span, PIECE, false));
            } catch (StoreException e) {
                problem(column, String.valueOf(e.getMessage()));
                return;
            }
            for (NativeDatabase.Row row : piece) {
                check(column, row);
            }
            rows.merge(column, (long) piece.size(), Long::sum);
            if (piece.size() < PIECE) {
                return;
            }
            byte[] last = piece.getLast().key();
            from = Arrays.copyOf(last, last.length + 1);
        }
    }

    private void check(Column column, NativeDatabase.Row row) {
        if (isEnough()) {
            return;
        }
        try {
            switch (column) {
                case ACTOR -> checkActor(row);
                case NAME -> checkOwner(column, StoredValues.id(row.value()));
                case RECENT -> {
                    StoredValues.bytesIn(row.value());
                    checkOwner(column, StoredKeys.positionIn(row.key()).actorId());
                }
                case STATE -> {
                    StoredValues.bytesIn(row.value());
                    checkOwner(column, StoredKeys.idIn(row.key()));
                }
                case KV, SCHEDULE, QUEUE -> {
                    StoredValues.bytesIn(row.value());
                    checkOwner(column, StoredKeys.ownerIn(row.key()));
                }
                case ALARM -> checkOwner(column, StoredKeys.alarmIn(row.key()).actorId());
            }
        } catch (StoreException e) {
            problem(column, String.valueOf(e.getMessage()));
        }
    }

    /** An actor is found by its address and in the list of its name. */
    private void checkActor(NativeDatabase.Row row) {
        String id = StoredKeys.idIn(row.key());
        ActorRecord record = StoredValues.actor(id, row.value()).record();
        byte[] named = database.read(db -> db.get(Column.NAME, StoredKeys.address(record.address())));
        if (named == null || !StoredValues.id(named).equals(id)) {
            problem(Column.ACTOR, "Actor " + id + " is not found by its name and key.");
        }
        if (database.read(db -> db.get(Column.RECENT, StoredKeys.recent(record))) == null) {
            problem(Column.ACTOR, "Actor " + id + " is missing in the list of its name.");
        }
    }

    private void checkOwner(Column column, String actorId) {
        if (database.read(db -> db.get(Column.ACTOR, StoredKeys.id(actorId))) == null) {
            problem(column, "There is something of actor " + actorId + ", which does not exist.");
        }
    }

    private void problem(Column column, String what) {
        if (!isEnough()) {
            problems.add(new String(column.familyName(), UTF_8) + ": " + what);
        }
    }
}
