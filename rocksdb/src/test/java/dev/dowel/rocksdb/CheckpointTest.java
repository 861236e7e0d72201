package dev.dowel.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dowel.rocksdb.KillTest.Groups;
import dev.dowel.runtime.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {

    @TempDir
    Path temporary;

    private RocksDbStore store;
    private Groups groups;

    @BeforeEach
    void open() {
        store = RocksDbStore.at(temporary.resolve("data"));
        groups = new Groups(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aCopyIsAStoreOfItsOwn() {
        long copied = groups.commitNext();
        Path target = temporary.resolve("backups/monday");

        store.checkpoint(target);

        long later = groups.commitNext();
        try (RocksDbStore copy = RocksDbStore.at(target)) {
            assertThat(Groups.check(copy)).isEqualTo(copied);
            new Groups(copy).commitNext();
            new Groups(copy).commitNext();
            assertThat(Groups.check(copy)).isEqualTo(copied + 2);
        }
        assertThat(Groups.check(store)).isEqualTo(later);
    }

    @Test
    void aCopyMadeDuringCommitsHoldsWholeGroups() {
        var stopped = new AtomicBoolean();
        var acknowledged = new AtomicLong(groups.commitNext());
        var committing = CompletableFuture.runAsync(() -> {
            while (!stopped.get()) {
                acknowledged.set(groups.commitNext());
            }
        });
        for (int i = 0; i < 5; i++) {
            Path target = temporary.resolve("copy" + i);
            long before = acknowledged.get();
            store.checkpoint(target);
            long after = acknowledged.get();
            try (RocksDbStore copy = RocksDbStore.at(target)) {
                assertThat(Groups.check(copy)).isBetween(before, after + 1);
            }
        }
        stopped.set(true);
        committing.join();
    }

    @Test
    void aCopyDoesNotReplaceAnything() throws IOException {
        Path target = Files.createDirectory(temporary.resolve("taken"));

        assertThatThrownBy(() -> store.checkpoint(target))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("exists already");

        assertThat(target).isEmptyDirectory();
    }

    @Test
    void aCopyThatCannotBeMadeIsAnError() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "content");

        assertThatThrownBy(() -> store.checkpoint(file.resolve("copy")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("failed");
    }

    @Test
    void aCopyThatWasNotFinishedIsNoStore() throws IOException {
        groups.commitNext();
        Path target = temporary.resolve("copy");
        store.checkpoint(target);
        Files.delete(target.resolve(DataDirectory.FORMAT_FILE));

        assertThatThrownBy(() -> RocksDbStore.at(target))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("not a whole one");
    }
}
