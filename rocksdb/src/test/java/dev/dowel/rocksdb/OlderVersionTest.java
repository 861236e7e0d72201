package dev.dowel.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorKey;
import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.store.ActorCommit;
import dev.dowel.runtime.store.ActorPart;
import dev.dowel.runtime.store.ActorRecord;
import dev.dowel.runtime.store.Alarm;
import dev.dowel.runtime.store.AlarmChange;
import dev.dowel.runtime.store.Claim;
import dev.dowel.runtime.store.EntryKey;
import dev.dowel.runtime.store.EntryRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** A store as the release without entries and alarms wrote it: four families, and one actor in them, byte for byte. */
class OlderVersionTest {

    private static final ActorRecord ACTOR =
            new ActorRecord("x1y2", new ActorAddress("ns", "room", ActorKey.of("a")), 7, 5);
    private static final EntryKey KEY = new EntryKey(ActorPart.KV, new byte[] {1});

    @TempDir
    Path temporary;

    private Path path;

    @BeforeEach
    void makeOldStore() throws IOException, RocksDBException {
        path = temporary.resolve("data");
        Path database = Files.createDirectories(path.resolve(DataDirectory.DATABASE));
        Files.writeString(path.resolve(DataDirectory.FORMAT_FILE), "1\n");
        List<ColumnFamilyDescriptor> descriptors = Stream.of("default", "actor", "name", "recent", "state")
                .map(name -> new ColumnFamilyDescriptor(name.getBytes(UTF_8)))
                .toList();
        NativeLibrary.load();
        var families = new ArrayList<ColumnFamilyHandle>();
        try (var options = new DBOptions().setCreateIfMissing(true).setCreateMissingColumnFamilies(true);
                RocksDB db = RocksDB.open(options, database.toString(), descriptors, families)) {
            String address = "026e73" + "04726f6f6d";
            put(
                    db,
                    families.get(1),
                    "78317932",
                    "01" + "0000000000000007" + "0000000000000005" + address + "01" + "0161");
            put(db, families.get(2), address + "0161", "01" + "78317932");
            put(db, families.get(3), address + "7ffffffffffffffa" + "78317932", "01");
            put(db, families.get(4), "78317932", "01" + "0908");
            families.forEach(ColumnFamilyHandle::close);
        }
    }

    private static void put(RocksDB db, ColumnFamilyHandle family, String key, String value) throws RocksDBException {
        db.put(family, HexFormat.of().parseHex(key), HexFormat.of().parseHex(value));
    }

    @Test
    void whatWasStoredIsThere() {
        try (RocksDbStore store = RocksDbStore.at(path)) {
            assertThat(store.directory().find("x1y2")).contains(ACTOR);
            assertThat(store.directory().find(ACTOR.address())).contains(ACTOR);
            assertThat(store.directory().list("ns", "room", null, 9).records()).containsExactly(ACTOR);
            assertThat(store.loadState("x1y2")).containsExactly(9, 8);
            assertThat(store.loadEntries("x1y2", EntryRange.all(ActorPart.KV))).isEmpty();
            assertThat(store.alarms(null, Long.MAX_VALUE, 1)).isEmpty();
        }
    }

    @Test
    void anOldActorGetsEntriesAndAnAlarmAndLosesThemWhenItIsDestroyed() {
        try (RocksDbStore store = RocksDbStore.at(path)) {
            Claim claim = claim(store);
            store.commit(List.of(new ActorCommit(
                    claim, false, null, false, Map.of(KEY, new byte[] {3}), new AlarmChange(null, 4L))));
        }
        try (RocksDbStore store = RocksDbStore.at(path)) {
            assertThat(store.loadState("x1y2")).containsExactly(9, 8);
            assertThat(store.loadEntry("x1y2", KEY)).containsExactly(3);
            assertThat(store.alarms(null, 4, 1)).containsExactly(new Alarm(4, "x1y2"));
            Claim claim = claim(store);
            assertThat(claim.record()).isEqualTo(ACTOR.withGeneration(9));

            store.commit(List.of(new ActorCommit(claim, false, null, true, Map.of(), new AlarmChange(4L, null))));

            assertThat(store.loadEntry("x1y2", KEY)).isNull();
            assertThat(store.alarms(null, 4, 1)).isEmpty();
        }
    }

    private static Claim claim(RocksDbStore store) {
        return store.directory().claim("x1y2").orElseThrow();
    }
}
