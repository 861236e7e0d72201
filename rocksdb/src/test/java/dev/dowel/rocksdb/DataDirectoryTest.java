package dev.dowel.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.dowel.runtime.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

class DataDirectoryTest {

    @TempDir
    Path temporary;

    private Path path;
    private Path database;

    @BeforeEach
    void names() {
        path = temporary.resolve("not/yet/there");
        database = path.resolve(DataDirectory.DATABASE);
    }

    @Test
    void aMissingDirectoryIsMade() {
        open().close();

        assertThat(path.resolve(DataDirectory.FORMAT_FILE)).hasContent("1");
        open().close();
    }

    @Test
    void aDirectoryIsOpenOnceInAProcess() throws IOException {
        try (RocksDbStore first = open()) {
            assertRefused("already open in this process");
            Path link = Files.createSymbolicLink(temporary.resolve("link"), path);
            assertThatThrownBy(() -> RocksDbStore.at(link))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("already open in this process");
            assertThat(first.loadState("nobody")).isNull();
        }
        open().close();
    }

    @Test
    void aDirectoryIsOpenInOneProcess() throws Exception {
        try (RocksDbStore here = open();
                var other = ChildJvm.start(OpenAndSay.class, path.toString())) {
            assertThat(other.nextLine())
                    .startsWith("StoreException: The data directory ")
                    .contains("in use by another process (process "
                            + ProcessHandle.current().pid() + ")");
            assertThat(here.loadState("nobody")).isNull();
        }
        open().close();
    }

    @Test
    void aProcessThatWasKilledLeavesNoLock() throws Exception {
        try (var other = ChildJvm.start(OpenAndSay.class, path.toString())) {
            assertThat(other.nextLine()).isEqualTo("open");
            assertRefused("in use by another process (process " + other.pid() + ")");
            other.kill();
        }
        open().close();
    }

    @Test
    void aFileIsNoDirectory() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "content");

        path = file;
        assertRefused("it is a file");
        path = file.resolve("below");
        assertRefused("cannot be used");
        assertThat(file).hasContent("content");
    }

    @Test
    void aPlaceWhereNothingCanBeMadeIsRefused() {
        path = Path.of("/proc/dowel/data");
        assumeThat(Path.of("/proc/self")).exists();

        assertRefused("Give the path of a directory that this process may create or write to");
    }

    @Test
    void aDirectoryThatMayNotBeWrittenIsRefused() throws IOException {
        Files.createDirectories(path);
        assumeThat(path.toFile().setWritable(false)).isTrue();
        assumeThat(Files.isWritable(path)).as("Not root").isFalse();

        assertRefused("it may not be written");
    }

    @Test
    void aDirectoryOfSomethingElseIsLeftAlone() throws IOException {
        Files.createDirectories(path);
        Files.writeString(path.resolve("000001.sst"), "somebody's");

        assertRefusedAndUnchanged("has files in it but no dowel.format");

        assertThat(path.resolve(DataDirectory.LOCK_FILE)).doesNotExist();
    }

    @Test
    void aStoreWhoseFormatFileIsLostIsLeftAlone() throws IOException {
        open().close();
        Files.delete(path.resolve(DataDirectory.FORMAT_FILE));

        assertRefusedAndUnchanged("not a whole one");
    }

    @Test
    void makingAStoreThatWasInterruptedIsDoneAgain() throws IOException {
        open().close();
        Files.move(path.resolve(DataDirectory.FORMAT_FILE), path.resolve(DataDirectory.CREATING_FILE));
        open().close();
        assertThat(path.resolve(DataDirectory.CREATING_FILE)).doesNotExist();

        Files.move(path.resolve(DataDirectory.FORMAT_FILE), path.resolve(DataDirectory.CREATING_FILE));
        keepOnlyTheManifest();
        open().close();
        assertThat(path.resolve(DataDirectory.CREATING_FILE)).doesNotExist();
    }

    /** RocksDB writes its manifest first, and then CURRENT. */
    private void keepOnlyTheManifest() throws IOException {
        try (Stream<Path> files = Files.list(database)) {
            for (Path file : files.toList()) {
                if (!file.getFileName().toString().startsWith("MANIFEST")) {
                    Files.delete(file);
                }
            }
        }
    }

    @Test
    void aNewerFormatIsRefused() throws IOException {
        open().close();
        Files.writeString(path.resolve(DataDirectory.FORMAT_FILE), "2\n");

        assertRefusedAndUnchanged("written by a newer version of Dowel (format 2; this version reads up to 1)");
    }

    @Test
    void aFormatThatIsNoNumberIsRefused() throws IOException {
        open().close();
        for (String content : List.of("", "0", "-1", "1.0", "99999999999999999999", "one")) {
            Files.writeString(path.resolve(DataDirectory.FORMAT_FILE), content);
            assertRefusedAndUnchanged("damaged");
        }
    }

    @Test
    void anUnknownFamilyIsANewerVersions() throws Exception {
        open().close();
        addFamily("later");

        assertRefusedAndUnchanged("was written by a newer version of Dowel");
    }

    @Test
    void aStoreOfAnOlderVersionGetsTheFamiliesItLacks() throws Exception {
        open().close();
        dropFamilies("recent", "name");

        try (RocksDbStore store = open()) {
            assertThat(store.directory().names("default")).isEmpty();
            assertThat(store.loadState("nobody")).isNull();
        }
    }

    @Test
    void aDamagedDatabaseIsRefusedAndNotTouched() throws IOException {
        open().close();
        String manifest = manifest().getFileName().toString();
        damage("CURRENT", file -> Files.delete(file));
        damage("CURRENT", file -> Files.writeString(file, "garbage"));
        damage("CURRENT", file -> Files.writeString(file, ""));
        damage("CURRENT", file -> Files.writeString(file, "MANIFEST-999999\n"));
        damage(manifest, file -> Files.delete(file));
        damage(manifest, file -> Files.writeString(file, "garbage"));
        damage(manifest, file -> Files.write(file, new byte[0]));
        open().close();
    }

    @Test
    void aDamagedTableIsAnErrorAndNeverAState() throws IOException {
        try (RocksDbStore store = open()) {
            new KillTest.Groups(store).commitNext();
        }
        open().close();
        for (Path table : tables()) {
            byte[] bytes = Files.readAllBytes(table);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] ^= 0x55;
            }
            Files.write(table, bytes);
        }

        assertThatThrownBy(() -> {
                    try (RocksDbStore store = open()) {
                        KillTest.Groups.check(store);
                    }
                })
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("damaged")
                .hasMessageContaining("Restore a backup");
    }

    private List<Path> tables() throws IOException {
        try (Stream<Path> files = Files.list(database)) {
            List<Path> tables =
                    files.filter(file -> file.toString().endsWith(".sst")).toList();
            assertThat(tables).isNotEmpty();
            return tables;
        }
    }

    @Test
    void aLibraryThatCannotBeUnpackedIsAnErrorWithAWayOut() throws IOException {
        var options = List.of("-Djava.io.tmpdir=" + temporary.resolve("missing"));
        try (var other = ChildJvm.start(ChildJvm.command(options, OpenAndSay.class, path.toString()))) {
            assertThat(other.nextLine())
                    .startsWith("StoreException: RocksDB's native library cannot be loaded")
                    .contains(temporary.resolve("missing").toString())
                    .endsWith("choose another directory with -Djava.io.tmpdir.");
        }
    }

    private interface Damage {
        void to(Path file) throws IOException;
    }

    private void damage(String name, Damage damage) throws IOException {
        Path file = database.resolve(name);
        byte[] whole = Files.readAllBytes(file);
        damage.to(file);
        assertRefusedAndUnchanged("is damaged");
        Files.write(file, whole);
    }

    private Path manifest() throws IOException {
        try (Stream<Path> files = Files.list(database)) {
            return files.filter(file -> file.getFileName().toString().startsWith("MANIFEST"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void addFamily(String name) throws Exception {
        withRawDatabase((db, families) -> {
            try (ColumnFamilyHandle added = db.createColumnFamily(new ColumnFamilyDescriptor(name.getBytes(UTF_8)))) {
                assertThat(added.getID()).isPositive();
            }
        });
    }

    private void dropFamilies(String... names) throws Exception {
        withRawDatabase((db, families) -> {
            for (ColumnFamilyHandle family : families) {
                if (List.of(names).contains(new String(family.getName(), UTF_8))) {
                    db.dropColumnFamily(family);
                }
            }
        });
    }

    private interface RawUse {
        void of(RocksDB db, List<ColumnFamilyHandle> families) throws Exception;
    }

    private void withRawDatabase(RawUse use) throws Exception {
        try (var listing = new Options();
                var options = new DBOptions()) {
            List<ColumnFamilyDescriptor> descriptors = RocksDB.listColumnFamilies(listing, database.toString()).stream()
                    .map(ColumnFamilyDescriptor::new)
                    .toList();
            var families = new ArrayList<ColumnFamilyHandle>();
            try (RocksDB db = RocksDB.open(options, database.toString(), descriptors, families)) {
                use.of(db, families);
                families.forEach(ColumnFamilyHandle::close);
            }
        }
    }

    private RocksDbStore open() {
        return RocksDbStore.at(path);
    }

    private StoreException assertRefused(String words) {
        StoreException refusal = catchThrowableOfType(StoreException.class, () -> open().close());
        assertThat(refusal).as("Opened").isNotNull().hasMessageContaining(words).hasMessageContaining(path.toString());
        return refusal;
    }

    private void assertRefusedAndUnchanged(String words) throws IOException {
        Map<String, String> before = CrashImage.contents(path);
        assertRefused(words);
        assertThat(CrashImage.contents(path)).isEqualTo(before);
    }

    /** Opens a store and says how it went, and holds it until it is killed. */
    static final class OpenAndSay {
        private OpenAndSay() {}

        public static void main(String[] arguments) throws IOException {
            try (RocksDbStore store = RocksDbStore.at(Path.of(arguments[0]))) {
                System.out.println(store.loadState("nobody") == null ? "open" : "wrong");
                System.in.read();
            } catch (StoreException e) {
                System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
            }
        }
    }
}
