package dev.dowel.rocksdb;

import dev.dowel.runtime.store.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of a store that nobody has open. Used by one thread. */
final class StoreFiles {

    private final Path directory;

    StoreFiles(Path directory) {
        this.directory = directory;
    }

    /** Copies them. The file that makes a directory a store comes last, when everything else is on disk. */
    void copyTo(Path target) {
        try {
            DataDirectory.checkIsComplete(directory);
            checkIsFree(target);
            try (DirectoryLock _ = lock()) {
                Path from = directory.resolve(DataDirectory.DATABASE);
                Path to = target.resolve(DataDirectory.DATABASE);
                DataDirectory.create(to.toAbsolutePath());
                for (Path file : files(from)) {
                    copy(file, to.resolve(file.getFileName()));
                }
                Path suspect = directory.resolve(DataDirectory.SUSPECT_FILE);
                if (Files.exists(suspect)) {
                    copy(suspect, target.resolve(DataDirectory.SUSPECT_FILE));
                }
                DataDirectory.sync(to);
                DataDirectory.completeCopy(target);
            }
        } catch (IOException e) {
            throw new StoreException(
                    "The copy of " + directory + " to " + target + " failed: " + e + ". Delete what is in " + target
                            + " and try again.",
                    e);
        }
    }

    private static void checkIsFree(Path target) throws IOException {
        if (Files.exists(target) && !(Files.isDirectory(target) && files(target).isEmpty())) {
            throw new StoreException(
                    "The directory " + target + " is not empty. Name one that is empty or does not exist.", null);
        }
    }

    /** A store that was opened has a lock file; a copy that never was has none, and may lie where nothing can be written. */
    private @Nullable DirectoryLock lock() throws IOException {
        return Files.exists(directory.resolve(DataDirectory.LOCK_FILE))
                ? DirectoryLock.acquire(directory.toRealPath(), DataDirectory.LOCK_FILE)
                : null;
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        if (Files.isRegularFile(from)) {
            Files.copy(from, to);
            try (FileChannel copied = FileChannel.open(to, StandardOpenOption.WRITE)) {
                copied.force(true);
            }
        }
    }
}
