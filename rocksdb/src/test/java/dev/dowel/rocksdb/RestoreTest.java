package dev.dowel.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dowel.rocksdb.KillTest.Groups;
import dev.dowel.runtime.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy of a store is brought back, and nothing is overwritten by it. */
class RestoreTest {

    @TempDir
    Path temporary;

    private Path copy;
    private long copied;

    @BeforeEach
    void copy() {
        copy = temporary.resolve("copy");
        try (RocksDbStore store = RocksDbStore.at(temporary.resolve("data"))) {
            copied = new Groups(store).commitNext();
            store.checkpoint(copy);
        }
    }

    @Test
    void aRestoredStoreHasWhatTheCopyHasAndIsNotTiedToIt() {
        Path target = temporary.resolve("new/place");
        RocksDbStore.restore(copy, target);

        try (RocksDbStore restored = RocksDbStore.at(target)) {
            assertThat(Groups.check(restored)).isEqualTo(copied);
            assertThat(restored.check().problems()).isEmpty();
            new Groups(restored).commitNext();
        }
        RocksDbStore.restore(copy, temporary.resolve("again"));
        try (RocksDbStore again = RocksDbStore.at(temporary.resolve("again"))) {
            assertThat(Groups.check(again)).isEqualTo(copied);
        }
    }

    @Test
    void aCopyThatWasOpenedSinceIsRestoredToo() {
        try (RocksDbStore opened = RocksDbStore.at(copy)) {
            copied = new Groups(opened).commitNext();
        }
        RocksDbStore.restore(copy, temporary.resolve("target"));
        try (RocksDbStore restored = RocksDbStore.at(temporary.resolve("target"))) {
            assertThat(Groups.check(restored)).isEqualTo(copied);
        }
    }

    @Test
    void aStoreInUseIsNotCopied() {
        Path target = temporary.resolve("target");
        try (RocksDbStore inUse = RocksDbStore.at(copy)) {
            assertThat(inUse.check().isWell()).isTrue();
            assertThatThrownBy(() -> RocksDbStore.restore(copy, target))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("already open");
        }
        assertThat(target).doesNotExist();
    }

    @Test
    void whatIsNoStoreIsNotCopied() throws IOException {
        Files.delete(copy.resolve(DataDirectory.FORMAT_FILE));
        assertThatThrownBy(() -> RocksDbStore.restore(copy, temporary.resolve("target")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("no store in");
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        Path taken = temporary.resolve("taken");
        Files.createDirectory(taken);
        Files.writeString(taken.resolve("file"), "content");
        assertThatThrownBy(() -> RocksDbStore.restore(copy, taken))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("not empty");
        assertThat(taken.resolve("file")).hasContent("content");
    }
}
