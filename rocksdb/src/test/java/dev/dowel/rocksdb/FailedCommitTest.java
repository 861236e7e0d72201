package dev.dowel.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dowel.runtime.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A commit fails in the worst way: all of its bytes are in the log. It is brought about by a put into a family that does
 * not exist, which RocksDB notices only after it has written the log; when it reads the log again, it skips such a put and
 * brings the others to life.
 */
class FailedCommitTest {

    private static final int NO_SUCH_FAMILY = 99;
    private static final byte[] KEY = {1};

    @TempDir
    Path temporary;

    private Path path;
    private DataDirectory data;
    private Database database;
    private Map<Column, Integer> families;
    private GroupId group = new GroupId(7, 0);

    @BeforeEach
    void open() {
        path = temporary.resolve("data");
        open(path);
        data.complete();
    }

    private void open(Path directory) {
        data = DataDirectory.open(directory);
        database = Database.open(data);
        families = database.read(NativeDatabase::familyNumbers);
    }

    @AfterEach
    void close() {
        database.close();
        data.close();
    }

    @Test
    void aFailedGroupIsNotSeenAndTheNextIsWritten() {
        write("one");
        writeAndFail("failed");
        assertThat(stored()).as("while the database is the one that failed").isEqualTo("one");

        write("three");

        assertThat(stored()).isEqualTo("three");
    }

    @Test
    void aFailedGroupDoesNotComeBackWhenTheStoreIsReopenedInTheProcess() {
        write("one");
        writeAndFail("failed");

        write(new byte[] {2}, "another");

        assertThat(stored()).isEqualTo("one");
    }

    @Test
    void aFailedGroupDoesNotComeBackAfterARestart() {
        write("one");
        writeAndFail("failed");

        reopen();
        assertThat(stored()).isEqualTo("one");

        write(new byte[] {2}, "another");
        reopen();
        assertThat(stored()).isEqualTo("one");
    }

    @Test
    void failedGroupsDoNotComeBackAfterACrash() throws IOException {
        write("one");
        for (int i = 0; i < 3; i++) {
            writeAndFail("failed");
            assertThat(storedAfterCrash()).isEqualTo("one");
            write(new byte[] {2}, "another");
            assertThat(storedAfterCrash()).isEqualTo("one");
        }
    }

    private String storedAfterCrash() throws IOException {
        Path image = CrashImage.copy(path, Files.createTempDirectory(temporary, "image"));
        DataDirectory imageData = DataDirectory.open(image);
        try (imageData;
                var imageDatabase = Database.open(imageData)) {
            return stored(imageDatabase, KEY);
        }
    }

    /** Without the note the group does come back: that is what the note is for, and that this test can fail. */
    @Test
    void onlyTheNoteKeepsAFailedGroupAway() throws IOException {
        write("one");
        writeAndFail("failed");

        Path image = CrashImage.copy(path, Files.createDirectory(temporary.resolve("image")));
        Files.delete(image.resolve(DataDirectory.SUSPECT_FILE));
        close();
        open(image);

        assertThat(stored()).isEqualTo("failed");
    }

    @Test
    void theRangesOfAFailedGroupDeleteNothing() throws IOException {
        write("one");
        group = group.next();
        var destroying = new GroupBytes(group);
        destroying.deleteRange(families.get(Column.STATE), new Span(KEY, new byte[] {2}));
        fail(destroying);
        assertThat(stored()).isEqualTo("one");
        assertThat(storedAfterCrash()).isEqualTo("one");

        write(new byte[] {2}, "another");
        reopen();
        assertThat(stored()).isEqualTo("one");
    }

    @Test
    void severalFailuresInARowAllStayAway() {
        write("one");
        writeAndFail("failed");
        writeAndFail("failed again");
        writeAndFail("and again");
        reopen();
        assertThat(stored()).isEqualTo("one");

        writeAndFail("once more");
        write("six");
        reopen();
        assertThat(stored()).isEqualTo("six");
    }

    @Test
    void groupsBeforeAFailureAreKeptOverReopenings() {
        for (int i = 0; i < 5; i++) {
            write(new byte[] {(byte) (10 + i)}, "group " + i);
            writeAndFail("failed " + i);
        }
        reopen();

        for (int i = 0; i < 5; i++) {
            assertThat(stored(new byte[] {(byte) (10 + i)})).isEqualTo("group " + i);
        }
        assertThat(stored()).isEqualTo("none");
    }

    @Test
    void aStoreThatCannotBeReopenedTriesAgainWithEveryUse() throws IOException {
        write("one");
        writeAndFail("failed");
        Path current = data.database().resolve("CURRENT");
        Path hidden = Files.move(current, temporary.resolve("hidden"));

        assertThatThrownBy(() -> write("three"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("is damaged");
        assertThatThrownBy(this::stored).isInstanceOf(StoreException.class).hasMessageContaining("is damaged");

        Files.move(hidden, current);
        assertThat(stored()).isEqualTo("one");
        write("four");
        assertThat(stored()).isEqualTo("four");
    }

    @Test
    void aStoreWhoseDiskTakesNoNoteStaysOpenForReaders() throws IOException {
        write("one");
        writeAndFail("failed");
        data.suspects().close();

        assertThatThrownBy(() -> write("three"))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("Changes were not stored")
                .hasMessageEndingWith("The store tries again with the next commit.");

        assertThat(stored()).isEqualTo("one");
    }

    @Test
    void aGroupThatChangesNothingBringsAFailedStoreBack() {
        write("one");
        writeAndFail("failed");

        group = group.next();
        database.write(group, new GroupBytes(group).toByteArray());

        assertThat(stored()).isEqualTo("one");
        reopen();
        assertThat(stored()).isEqualTo("one");
    }

    @Test
    void aStoreThatFailedCanBeClosed() {
        writeAndFail("failed");

        database.close();

        assertThatThrownBy(() -> write("two"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("is closed");
    }

    private void reopen() {
        close();
        open(path);
    }

    private void write(String value) {
        write(KEY, value);
    }

    private void write(byte[] key, String value) {
        GroupBytes bytes = nextGroup(key, value);
        database.write(group, bytes.toByteArray());
    }

    private void writeAndFail(String value) {
        fail(nextGroup(KEY, value));
    }

    private void fail(GroupBytes bytes) {
        bytes.put(NO_SUCH_FAMILY, KEY, KEY);
        assertThatThrownBy(() -> database.write(group, bytes.toByteArray()))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("Changes were not stored")
                .hasMessageEndingWith("The store tries again with the next commit.");
    }

    private GroupBytes nextGroup(byte[] key, String value) {
        group = group.next();
        var bytes = new GroupBytes(group);
        bytes.put(families.get(Column.STATE), key, value.getBytes(UTF_8));
        return bytes;
    }

    private String stored() {
        return stored(KEY);
    }

    private String stored(byte[] key) {
        return stored(database, key);
    }

    private static String stored(Database database, byte[] key) {
        byte[] value = database.read(db -> db.get(Column.STATE, key));
        return value == null ? "none" : new String(value, UTF_8);
    }
}
