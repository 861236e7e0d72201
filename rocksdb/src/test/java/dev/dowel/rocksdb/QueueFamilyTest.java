package dev.dowel.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorKey;
import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.store.ActorCommit;
import dev.dowel.runtime.store.ActorPart;
import dev.dowel.runtime.store.ActorRecord;
import dev.dowel.runtime.store.Claim;
import dev.dowel.runtime.store.Entry;
import dev.dowel.runtime.store.EntryKey;
import dev.dowel.runtime.store.EntryRange;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Options;
import org.rocksdb.PerfLevel;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** What readers of a queue step over: messages that came and went. */
class QueueFamilyTest {

    private static final int GROUP = 1000;

    @TempDir
    Path temporary;

    private RocksDbStore store;
    private Claim claim;

    /** RocksDB counts for a thread, whichever databases it uses. */
    private Options options;

    private RocksDB counting;

    @BeforeEach
    void open() throws RocksDBException {
        store = RocksDbStore.at(temporary.resolve("data"));
        claim = store.directory()
                .claimNew(new ActorRecord("a", new ActorAddress("default", "room", ActorKey.of("a")), 0, 1));
        store.commit(List.of(new ActorCommit(claim, true, new byte[1], false)));
        options = new Options().setCreateIfMissing(true);
        counting = RocksDB.open(options, temporary.resolve("counting").toString());
        counting.setPerfLevel(PerfLevel.ENABLE_COUNT);
    }

    @AfterEach
    void close() {
        counting.setPerfLevel(PerfLevel.DISABLE);
        counting.close();
        options.close();
        store.close();
    }

    @Test
    void aReadFromTheFirstMessageStepsOverNothing() {
        int passed = 50 * GROUP;
        pass(1, passed);

        assertThat(steppedOver(passed - 9, 11)).isZero();
        assertThat(steppedOver(1, 10)).as("It counts").isGreaterThan(passed - GROUP);
    }

    @Test
    void theEndOfOneActorsMessagesIsNotLookedForInTheNextActors() {
        pass(1, GROUP);
        Claim next = store.directory()
                .claimNew(new ActorRecord("b", new ActorAddress("default", "room", ActorKey.of("b")), 0, 1));
        store.commit(List.of(new ActorCommit(next, true, new byte[1], false)));
        claim = next;
        pass(1, 5 * GROUP);
        claim = store.directory().claim("a").orElseThrow();

        assertThat(steppedOver(GROUP - 9, 11)).isZero();
    }

    @Test
    void whatIsBehindTheLastOfAPageIsNotSteppedOver() {
        put(0);
        pass(1, GROUP);

        assertThat(steppedOver(0, 1)).isZero();
    }

    /** A buffer holds some sixty thousand of these deletions; without compaction there would be all. */
    @Test
    void whatWentByAMessageThatStaysIsDropped() {
        put(0);
        int passed = 180 * GROUP;
        pass(1, passed);
        assertThat(read(0, 1).getFirst().key()).isEqualTo(key(0).bytes());

        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (steppedOver(0, 10) > passed / 2) {
            assertThat(System.nanoTime()).as("Not compacted").isLessThan(deadline);
        }
    }

    /** Messages that are put, and deleted when another twenty have come. */
    private void pass(int first, int last) {
        for (int start = first; start <= last; start += GROUP) {
            var group = new HashMap<EntryKey, byte @Nullable []>();
            for (int i = start; i < start + GROUP; i++) {
                group.put(key(i), new byte[100]);
            }
            commit(group);
            group.replaceAll((key, value) -> null);
            for (int i = start + GROUP - 20; i < start + GROUP; i++) {
                group.remove(key(i));
            }
            for (int i = Math.max(first, start - 20); i < start; i++) {
                group.put(key(i), null);
            }
            commit(group);
        }
    }

    private void put(int message) {
        commit(Map.of(key(message), new byte[100]));
    }

    private void commit(Map<EntryKey, byte @Nullable []> changes) {
        store.commit(List.of(new ActorCommit(claim, false, null, false, changes, null)));
    }

    /** How many deletions a read of at most so many messages passes; there are no more than ten. */
    private long steppedOver(int first, int limit) {
        counting.getPerfContext().reset();
        assertThat(read(first, limit)).hasSize(Math.min(limit, 10));
        return counting.getPerfContext().getInternalDeleteSkippedCount();
    }

    private List<Entry> read(int first, int limit) {
        var range = new EntryRange(ActorPart.QUEUE, key(first).bytes(), null, limit, false);
        return store.loadEntries(claim.record().id(), range);
    }

    private static EntryKey key(int message) {
        return new EntryKey(
                ActorPart.QUEUE, ByteBuffer.allocate(9).putInt(1, message).array());
    }
}
