package dev.dowel.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A crash in the middle of a commit leaves the beginning of its group in the log, and behind it anything at all. */
class TornLogTest {

    private static final byte[] LARGE = new byte[40_000];
    private static final int CUTS = 10;

    @TempDir
    Path temporary;

    private Path before;
    private Path after;

    @BeforeEach
    void commitTwoGroupsAndTakeImages() throws IOException {
        Path path = temporary.resolve("data");
        before = Files.createDirectory(temporary.resolve("before"));
        after = Files.createDirectory(temporary.resolve("after"));
        DataDirectory data = DataDirectory.open(path);
        try (data;
                var database = Database.open(data)) {
            data.complete();
            database.write(new GroupId(1, 1), group(database, 1));
            CrashImage.copy(path, before);
            database.write(new GroupId(1, 2), group(database, 2));
            CrashImage.copy(path, after);
        }
    }

    @Test
    void aGroupWhoseEndIsMissingIsGoneAsAWhole() throws IOException {
        Path log = log(after);
        byte[] whole = Files.readAllBytes(log);
        for (int cut : cuts(whole)) {
            Files.write(log, Arrays.copyOf(whole, cut));
            assertThat(groups(after)).as("cut at %s", cut).containsOnly(1);
        }
    }

    @Test
    void aGroupWhoseEndIsGarbageIsGoneAsAWhole() throws IOException {
        Path log = log(after);
        byte[] whole = Files.readAllBytes(log);
        var random = new Random(1);
        for (int cut : cuts(whole)) {
            byte[] torn = new byte[whole.length];
            random.nextBytes(torn);
            System.arraycopy(whole, 0, torn, 0, cut);
            Files.write(log, torn);
            assertThat(groups(after)).as("cut at %s", cut).containsOnly(1);
        }
    }

    @Test
    void aGroupThatIsWholeIsThereAsAWhole() throws IOException {
        assertThat(groups(after)).containsOnly(2);
    }

    /** Places in the last group's bytes: its first, its last, and some between. */
    private int[] cuts(byte[] whole) throws IOException {
        int start = Math.toIntExact(Files.size(log(before)));
        int[] cuts = new Random(2).ints(CUTS, start, whole.length).toArray();
        cuts[0] = start + 1;
        cuts[1] = whole.length - 1;
        return cuts;
    }

    private static Path log(Path image) throws IOException {
        try (Stream<Path> files = Files.list(image.resolve(DataDirectory.DATABASE))) {
            List<Path> logs =
                    files.filter(file -> file.toString().endsWith(".log")).toList();
            assertThat(logs).hasSize(1);
            return logs.getFirst();
        }
    }

    /** Three families, the first and the last key at the ends of the group. */
    private static byte[] group(Database database, int number) {
        var bytes = new GroupBytes(new GroupId(1, number));
        Map<Column, Integer> families = database.read(NativeDatabase::familyNumbers);
        int state = families.get(Column.STATE);
        byte[] value = {(byte) number};
        bytes.put(state, new byte[] {1}, value);
        bytes.put(families.get(Column.ACTOR), new byte[] {1}, value);
        bytes.put(state, new byte[] {2}, LARGE);
        bytes.put(state, new byte[] {3}, value);
        return bytes.toByteArray();
    }

    /** Which groups the values in a copy of an image are from. */
    private List<Integer> groups(Path image) throws IOException {
        Path copy = CrashImage.copy(image, Files.createTempDirectory(temporary, "opened"));
        DataDirectory data = DataDirectory.open(copy);
        try (data;
                var database = Database.open(data)) {
            return Stream.of(
                            database.read(db -> db.get(Column.STATE, new byte[] {1})),
                            database.read(db -> db.get(Column.ACTOR, new byte[] {1})),
                            database.read(db -> db.get(Column.STATE, new byte[] {3})))
                    .map(value -> (int) value[0])
                    .toList();
        }
    }
}
