package dev.dowel.rocksdb;

import dev.dowel.runtime.store.ActorStore;
import dev.dowel.runtime.store.ActorStoreSuite;
import dev.dowel.runtime.store.AlarmSuite;
import dev.dowel.runtime.store.DirectorySuite;
import dev.dowel.runtime.store.DurableStoreSuite;
import dev.dowel.runtime.store.EntryRangeSuite;
import dev.dowel.runtime.store.EntrySuite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class RocksDbStoreTest {

    @TempDir
    Path directory;

    @Nested
    class AsActorStore extends ActorStoreSuite {
        @Override
        protected ActorStore openEmpty() {
            return RocksDbStore.at(directory.resolve("data"));
        }
    }

    @Nested
    class Entries extends EntrySuite {
        @Override
        protected ActorStore openEmpty() {
            return RocksDbStore.at(directory.resolve("data"));
        }
    }

    @Nested
    class EntryRanges extends EntryRangeSuite {
        @Override
        protected ActorStore openEmpty() {
            return RocksDbStore.at(directory.resolve("data"));
        }
    }

    @Nested
    class Alarms extends AlarmSuite {
        @Override
        protected ActorStore openEmpty() {
            return RocksDbStore.at(directory.resolve("data"));
        }
    }

    @Nested
    class AsDirectory extends DirectorySuite {
        @Override
        protected ActorStore openEmpty() {
            return RocksDbStore.at(directory.resolve("data"));
        }
    }

    @Nested
    class AsDurableStore extends DurableStoreSuite {
        @Override
        protected ActorStore openEmpty() {
            return RocksDbStore.at(directory.resolve("data"));
        }

        @Override
        protected ActorStore openAfterCrash() {
            try {
                Path image = Files.createTempDirectory(directory, "crash");
                return RocksDbStore.at(CrashImage.copy(directory.resolve("data"), image));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
