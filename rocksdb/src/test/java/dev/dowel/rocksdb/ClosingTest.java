package dev.dowel.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.dowel.ActorKey;
import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.store.ActorCommit;
import dev.dowel.runtime.store.ActorPart;
import dev.dowel.runtime.store.ActorRecord;
import dev.dowel.runtime.store.Claim;
import dev.dowel.runtime.store.EntryKey;
import dev.dowel.runtime.store.EntryRange;
import dev.dowel.runtime.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Native code that is used after it was closed takes the whole process with it; these tests would not fail but vanish. */
class ClosingTest {

    private static final ActorAddress ADDRESS = new ActorAddress("default", "room", ActorKey.of("a"));

    @TempDir
    Path temporary;

    private Path path;
    private RocksDbStore store;
    private Claim claim;

    @BeforeEach
    void open() {
        path = temporary.resolve("data");
        store = RocksDbStore.at(path);
        claim = store.directory().claimNew(new ActorRecord("a", ADDRESS, 0, 1));
        store.commit(List.of(new ActorCommit(claim, true, new byte[1], false)));
    }

    @Test
    void aStoreCanBeClosedTwice() {
        store.close();
        store.close();

        try (RocksDbStore next = RocksDbStore.at(path)) {
            store.close();
            assertThatThrownBy(() -> RocksDbStore.at(path)).isInstanceOf(StoreException.class);
            assertThat(next.loadState("a")).hasSize(1);
        }
    }

    @Test
    void aClosedStoreRefusesEverything() {
        store.close();

        assertClosed(() -> store.loadState("a"));
        assertClosed(() -> store.loadEntry("a", new EntryKey(ActorPart.KV, new byte[1])));
        assertClosed(() -> store.loadEntries("a", EntryRange.all(ActorPart.KV)));
        assertClosed(() -> store.alarms(null, Long.MAX_VALUE, 1));
        assertClosed(() -> store.directory().find(ADDRESS));
        assertClosed(() -> store.directory().find("a"));
        assertClosed(() -> store.directory().claim("a"));
        assertClosed(() -> store.directory().claimNew(claim.record()));
        assertClosed(() -> store.directory().list("default", "room", null, 1));
        assertClosed(() -> store.directory().names("default"));
        assertClosed(() -> {
            store.checkpoint(temporary.resolve("copy"));
            return true;
        });
        assertThatThrownBy(() -> store.commit(List.of(new ActorCommit(claim, false, new byte[2], false))))
                .isInstanceOf(StoreException.class);
        store.directory().release(claim);
    }

    private static void assertClosed(Callable<?> use) {
        assertThatThrownBy(use::call).isInstanceOf(StoreException.class).hasMessageContaining("is closed");
    }

    @Test
    void closingWaitsForWhatIsUnderWay() throws Exception {
        for (int round = 0; round < 5; round++) {
            var started = new CountDownLatch(4);
            RocksDbStore used = store;
            try (var threads = Executors.newFixedThreadPool(4)) {
                List<Future<Boolean>> users = Stream.<Callable<?>>of(
                                () -> used.loadState("a"),
                                () -> used.directory().list("default", "room", null, 3),
                                () -> used.directory().claim("a"),
                                () -> {
                                    used.commit(List.of());
                                    return true;
                                })
                        .map(use -> threads.submit(() -> useUntilClosed(started, use)))
                        .toList();
                started.await();
                used.close();
                for (Future<Boolean> user : users) {
                    assertThat(user.get()).isTrue();
                }
            }
            store = RocksDbStore.at(path);
        }
        store.close();
    }

    private static boolean useUntilClosed(CountDownLatch started, Callable<?> use) throws Exception {
        use.call();
        started.countDown();
        while (true) {
            try {
                use.call();
            } catch (StoreException e) {
                return e.getMessage().contains("is closed");
            }
        }
    }

    @Test
    void closingGivesEveryFileBack() throws IOException {
        assumeThat(Path.of("/proc/self/fd")).exists();
        assertThat(openFiles()).isNotEmpty();

        store.close();

        assertThat(openFiles()).isEmpty();
    }

    private List<String> openFiles() throws IOException {
        try (Stream<Path> handles = Files.list(Path.of("/proc/self/fd"))) {
            return handles.flatMap(handle -> target(handle).stream())
                    .filter(file -> file.startsWith(path.toString()))
                    .toList();
        }
    }

    /** A handle that was closed since it was listed has none. */
    private static Optional<String> target(Path handle) {
        try {
            return Optional.of(Files.readSymbolicLink(handle).toString());
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
