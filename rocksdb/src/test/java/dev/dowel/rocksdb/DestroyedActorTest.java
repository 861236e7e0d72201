package dev.dowel.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorKey;
import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.store.ActorCommit;
import dev.dowel.runtime.store.ActorPart;
import dev.dowel.runtime.store.ActorRecord;
import dev.dowel.runtime.store.AlarmChange;
import dev.dowel.runtime.store.Claim;
import dev.dowel.runtime.store.EntryKey;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Destroyed is gone, down to the rows of the database, and costs no more than it must. */
class DestroyedActorTest {

    private static final ActorRecord GONE = actor("gone");
    private static final ActorRecord KEPT = actor("kept");

    @TempDir
    Path temporary;

    @Test
    void noRowOfADestroyedActorIsLeftInAnyFamily() {
        Path path = temporary.resolve("data");
        try (RocksDbStore store = RocksDbStore.at(path)) {
            Claim gone = store.directory().claimNew(GONE);
            Claim kept = store.directory().claimNew(KEPT);
            store.commit(List.of(everything(gone), everything(kept)));
        }
        assertThat(rowsOf("gone", path)).isEqualTo(rowsOf("kept", path)).hasSize(Column.values().length);

        try (RocksDbStore store = RocksDbStore.at(path)) {
            Claim gone = store.directory().claim("gone").orElseThrow();
            store.commit(List.of(new ActorCommit(gone, false, null, true, Map.of(), new AlarmChange(5L, null))));
        }

        assertThat(rowsOf("gone", path)).isEmpty();
        assertThat(rowsOf("kept", path)).hasSize(Column.values().length);
    }

    @Test
    void whatWasWrittenUnderAnEarlierClaimIsDeletedToo() {
        Path path = temporary.resolve("data");
        try (RocksDbStore store = RocksDbStore.at(path)) {
            store.commit(List.of(everything(store.directory().claimNew(GONE))));
            for (int i = 0; i < 3; i++) {
                Claim claim = store.directory().claim("gone").orElseThrow();
                store.commit(List.of(new ActorCommit(claim, false, new byte[1], false)));
                store.directory().release(claim);
            }
            Claim last = store.directory().claim("gone").orElseThrow();
            store.commit(List.of(new ActorCommit(last, false, null, true, Map.of(), new AlarmChange(5L, null))));
        }

        assertThat(rowsOf("gone", path)).isEmpty();
    }

    @Test
    void onlyAnActorThatHadEntriesIsDeletedByRanges() {
        assertThat(recordsToDestroy(Parts.NONE)).isEqualTo(4);
        assertThat(recordsToDestroy(new Parts(1))).isEqualTo(5);
        assertThat(recordsToDestroy(new Parts(3))).isEqualTo(6);
        assertThat(recordsToDestroy(new Parts(7))).isEqualTo(7);
    }

    @Test
    void aPartIsNotedWithItsFirstEntryOnly() {
        var claim = new HeldClaim(1, true, Parts.NONE);
        ActorCommit first = entryOf(ActorPart.KV);
        claim.written(new ActorCommit(new Claim(GONE, false), false, new byte[1], false));

        assertThat(records(first, claim)).as("the entry and the actor").isEqualTo(2);
        claim.written(first);
        assertThat(records(first, claim)).isEqualTo(1);
        assertThat(records(entryOf(ActorPart.SCHEDULE), claim)).isEqualTo(2);
        assertThat(records(entryOf(ActorPart.QUEUE), claim)).isEqualTo(2);
    }

    private static ActorCommit entryOf(ActorPart part) {
        Map<EntryKey, byte[]> entry = Map.of(new EntryKey(part, new byte[1]), new byte[1]);
        return new ActorCommit(new Claim(GONE, false), false, null, false, entry, null);
    }

    private static int recordsToDestroy(Parts parts) {
        var destroy = new ActorCommit(new Claim(GONE, false), false, null, true);
        return records(destroy, new HeldClaim(1, true, parts));
    }

    /** The number of puts, deletes and ranges that a commit is written as. */
    private static int records(ActorCommit commit, HeldClaim claim) {
        var families = new EnumMap<Column, Integer>(Column.class);
        Arrays.stream(Column.values()).forEach(column -> families.put(column, column.ordinal()));
        byte[] batch = new GroupWriter(families).write(new GroupId(1, 1), List.of(commit), List.of(claim));
        return ByteBuffer.wrap(batch).order(ByteOrder.LITTLE_ENDIAN).getInt(8);
    }

    private static ActorRecord actor(String id) {
        return new ActorRecord(id, new ActorAddress("default", "room", ActorKey.of(id)), 0, 1);
    }

    /** The first commit of an actor that has something in every family. */
    private static ActorCommit everything(Claim claim) {
        Map<EntryKey, byte[]> entries = Map.of(
                new EntryKey(ActorPart.KV, new byte[] {-1}), new byte[1],
                new EntryKey(ActorPart.SCHEDULE, new byte[0]), new byte[1],
                new EntryKey(ActorPart.QUEUE, new byte[] {-1, -1}), new byte[1]);
        return new ActorCommit(claim, true, new byte[1], false, entries, new AlarmChange(null, 5L));
    }

    /** The families that have rows whose key or value names an actor, and how many. */
    private static Map<Column, Integer> rowsOf(String actorId, Path path) {
        var found = new TreeMap<Column, Integer>();
        var all = new Span(new byte[0], new byte[] {-1, -1, -1, -1});
        DataDirectory data = DataDirectory.open(path);
        try (data;
                var database = Database.open(data)) {
            for (Column column : Column.values()) {
                for (NativeDatabase.Row row : database.read(db -> db.rows(column, all, 1000, false))) {
                    if (text(row.key()).contains(actorId) || text(row.value()).contains(actorId)) {
                        found.merge(column, 1, Integer::sum);
                    }
                }
            }
        }
        return found;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
