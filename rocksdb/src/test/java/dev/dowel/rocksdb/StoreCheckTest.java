package dev.dowel.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.rocksdb.KillTest.Groups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A check of a whole store finds what is wrong with it, and nothing wrong with one that is well. */
class StoreCheckTest {

    @TempDir
    Path temporary;

    private Path store() {
        Path path = temporary.resolve("data");
        try (RocksDbStore store = RocksDbStore.at(path)) {
            var groups = new Groups(store);
            groups.commitNext();
            groups.commitNext();
        }
        return path;
    }

    private static StoreReport check(Path path) {
        try (RocksDbStore store = RocksDbStore.at(path)) {
            return store.check();
        }
    }

    /** What no commit would do: deletes every row of a family. */
    private static void empty(Path path, Column column) {
        var all = new Span(new byte[0], new byte[] {-1, -1, -1, -1});
        try (DataDirectory data = DataDirectory.open(path);
                Database database = Database.open(data)) {
            Map<Column, Integer> families = database.read(NativeDatabase::familyNumbers);
            var batch = new GroupBytes(new GroupId(7, 7));
            database.read(db -> db.keys(column, all, 1000)).forEach(key -> batch.delete(families.get(column), key));
            database.write(new GroupId(7, 7), batch.toByteArray());
        }
    }

    @Test
    void aStoreThatIsWellHasNoProblems() {
        StoreReport report = check(store());

        assertThat(report.problems()).isEmpty();
        assertThat(report.isWell()).isTrue();
        // The first and the last counter, and the actor of the last group with an entry and an alarm.
        assertThat(report.actors()).isEqualTo(3);
        assertThat(report.entries()).isEqualTo(1);
        assertThat(report.alarms()).isEqualTo(1);
    }

    @Test
    void anEmptyStoreIsWell() {
        Path path = temporary.resolve("empty");
        RocksDbStore.at(path).close();

        assertThat(check(path)).isEqualTo(new StoreReport(0, 0, 0, 0, List.of()));
    }

    @Test
    void whatBelongsToNoActorIsFound() {
        Path path = store();
        empty(path, Column.ACTOR);

        assertThat(check(path).problems())
                .isNotEmpty()
                .allMatch(problem -> problem.contains("which does not exist"))
                .anyMatch(problem -> problem.startsWith("state:"))
                .anyMatch(problem -> problem.startsWith("kv:"))
                .anyMatch(problem -> problem.startsWith("alarm:"));
    }

    @Test
    void anActorThatNobodyFindsIsFound() {
        Path path = store();
        empty(path, Column.NAME);
        empty(path, Column.RECENT);

        assertThat(check(path).problems())
                .hasSize(6)
                .anyMatch(problem -> problem.contains("not found by its name and key"))
                .anyMatch(problem -> problem.contains("missing in the list"));
    }

    @Test
    void aByteThatChangedOnTheDiskIsFound() throws IOException {
        Path path = store();
        RocksDbStore.at(path).close(); // the log is in tables now
        Path table = largestTable(path);
        byte[] bytes = Files.readAllBytes(table);
        bytes[bytes.length / 3] ^= 1;
        Files.write(table, bytes);

        assertThat(check(path).isWell()).isFalse();
    }

    private static Path largestTable(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path.resolve(DataDirectory.DATABASE))) {
            return files.filter(file -> file.toString().endsWith(".sst"))
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }
}
