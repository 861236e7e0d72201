package dev.dowel.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFillingTest {

    @TempDir
    Path temporary;

    @Test
    void groupsAreWrittenIntoALogThatDoesNotGrow() throws IOException {
        Path path = temporary.resolve("data");
        try (RocksDbStore store = RocksDbStore.at(path)) {
            var groups = new KillTest.Groups(store);
            groups.commitNext();
            Path log = newestLog(path);
            long length = Files.size(log);

            for (int i = 0; i < 10; i++) {
                groups.commitNext();
            }

            assertThat(newestLog(path)).isEqualTo(log);
            assertThat(length).isGreaterThanOrEqualTo(Tuning.FILLED_LOG_BYTES);
            assertThat(Files.size(log)).isEqualTo(length);
        }
    }

    @Test
    void fillingLeavesNoTable() throws IOException {
        Path path = temporary.resolve("data");
        try (RocksDbStore store = RocksDbStore.at(path)) {
            new KillTest.Groups(store).commitNext();

            assertThat(files(path, ".sst")).isEmpty();
        }
    }

    @Test
    void groupsThatFollowTheFillingAreThereAfterACrash() throws IOException {
        Path path = temporary.resolve("data");
        Path image = temporary.resolve("image");
        try (RocksDbStore store = RocksDbStore.at(path)) {
            var groups = new KillTest.Groups(store);
            for (int i = 0; i < 10; i++) {
                groups.commitNext();
            }
            CrashImage.copy(path, image);
        }

        try (RocksDbStore store = RocksDbStore.at(image)) {
            assertThat(KillTest.Groups.check(store)).isEqualTo(10);
        }
    }

    @Test
    void aStoreThatIsClosedWhileItsLogIsFilledOpensAgain() {
        Path path = temporary.resolve("data");
        RocksDbStore.at(path).close();

        try (RocksDbStore store = RocksDbStore.at(path)) {
            assertThat(new KillTest.Groups(store).commitNext()).isEqualTo(1);
        }
    }

    private static Path newestLog(Path path) throws IOException {
        return files(path, ".log").getLast();
    }

    private static List<Path> files(Path path, String ending) throws IOException {
        try (Stream<Path> files = Files.list(path.resolve(DataDirectory.DATABASE))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted(Comparator.comparing(Path::getFileName))
                    .toList();
        }
    }
}
