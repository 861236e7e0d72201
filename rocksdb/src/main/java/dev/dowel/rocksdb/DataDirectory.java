package dev.dowel.rocksdb;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.dowel.runtime.store.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The directory a store is in. Used by who opens and closes the store.
 *
 * <pre>
 *   dowel.format    the layout's version: a decimal number. Written last when a store is made: without it there is no store
 *   dowel.creating  the same while a store is being made. What is in the directory then was never used
 *   dowel.lock      see {@link DirectoryLock}
 *   dowel.suspect   see {@link SuspectFile}
 *   db/             RocksDB's files
 * </pre>
 *
 * <p>A directory with anything else in it and no {@code dowel.format} is not touched: RocksDB would delete files it takes
 * for its own.
 */
final class DataDirectory implements AutoCloseable {

    /** Of the layout above, of keys and of families. Values have versions of their own. */
    static final int FORMAT = 1;

    static final String FORMAT_FILE = "dowel.format";
    static final String CREATING_FILE = "dowel.creating";
    static final String LOCK_FILE = "dowel.lock";
    static final String SUSPECT_FILE = "dowel.suspect";
    static final String DATABASE = "db";

    /** What may be in a directory where a store is to be made: a left-over lock, and what file systems put in their root. */
    private static final Set<String> IGNORED = Set.of(LOCK_FILE, "lost+found");

    private final Path path;
    private final DirectoryLock lock;
    private final SuspectFile suspects;
    private final boolean isNew;

    private DataDirectory(Path path, DirectoryLock lock, SuspectFile suspects, boolean isNew) {
        this.path = path;
        this.lock = lock;
        this.suspects = suspects;
        this.isNew = isNew;
    }

    /**
     * Locks a directory, which is made if it does not exist.
     *
     * @throws StoreException if it cannot be used, saying why
     */
    static DataDirectory open(Path directory) {
        try {
            create(directory.toAbsolutePath());
            Path path = directory.toRealPath();
            checkIsOurs(path);
            DirectoryLock lock = DirectoryLock.acquire(path, LOCK_FILE);
            boolean opened = false;
            try {
                DataDirectory open = openLocked(path, lock);
                opened = true;
                return open;
            } finally {
                if (!opened) {
                    lock.close();
                }
            }
        } catch (IOException e) {
            throw unusable(directory, e);
        }
    }

    private static DataDirectory openLocked(Path path, DirectoryLock lock) throws IOException {
        checkIsOurs(path);
        boolean isNew = Files.notExists(path.resolve(FORMAT_FILE));
        if (isNew) {
            writeSynced(path.resolve(CREATING_FILE), FORMAT + "\n");
        }
        SuspectFile suspects = SuspectFile.open(path.resolve(SUSPECT_FILE));
        sync(path);
        return new DataDirectory(path, lock, suspects, isNew);
    }

    /** Makes a directory and those it is in, so that their names survive a power failure. */
    static void create(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.getParent();
        if (parent != null) {
            create(parent);
        }
        Files.createDirectory(directory);
        if (parent != null) {
            sync(parent);
        }
    }

    private static void checkIsOurs(Path path) throws IOException {
        Path format = path.resolve(FORMAT_FILE);
        if (Files.exists(format)) {
            checkFormat(path, Files.readString(format, US_ASCII).strip());
        } else if (Files.notExists(path.resolve(CREATING_FILE))) {
            checkIsEmpty(path);
        }
    }

    /**
     * Checks that there is a whole store in a directory, of a format that this version reads.
     *
     * @throws StoreException if not
     */
    static void checkIsComplete(Path directory) throws IOException {
        Path format = directory.resolve(FORMAT_FILE);
        if (Files.notExists(format)) {
            throw new StoreException(
                    "There is no store in " + directory.toAbsolutePath() + ", or not a whole one: it has no "
                            + FORMAT_FILE + ".",
                    null);
        }
        checkFormat(directory, Files.readString(format, US_ASCII).strip());
    }

    private static void checkFormat(Path path, String format) {
        if (!format.matches("[1-9][0-9]{0,8}")) {
            throw new StoreException(
                    "The data directory " + path + " is damaged: " + FORMAT_FILE
                            + " does not hold a number. If the rest is intact, restore this file from a backup.",
                    null);
        }
        if (Integer.parseInt(format) > FORMAT) {
            throw new StoreException(
                    "The data directory " + path + " was written by a newer version of Dowel (format " + format
                            + "; this version reads up to " + FORMAT + "). Use that version.",
                    null);
        }
    }

    private static void checkIsEmpty(Path path) throws IOException {
        try (Stream<Path> entries = Files.list(path)) {
            if (entries.anyMatch(entry -> !IGNORED.contains(entry.getFileName().toString()))) {
                throw new StoreException(
                        "The directory " + path + " has files in it but no " + FORMAT_FILE
                                + ", so it is no data directory, or not a whole one. Choose an empty directory, or"
                                + " restore a backup.",
                        null);
            }
        }
    }

    private static StoreException unusable(Path directory, IOException e) {
        String reason = switch (e) {
            case AccessDeniedException denied -> "it may not be written";
            case FileAlreadyExistsException exists -> "it is a file";
            case FileSystemException other when other.getReason() != null -> String.valueOf(other.getReason());
            default -> String.valueOf(e.getMessage());
        };
        return new StoreException(
                "The data directory " + directory.toAbsolutePath() + " cannot be used: " + reason
                        + ". Give the path of a directory that this process may create or write to.",
                e);
    }

    Path database() {
        return path.resolve(DATABASE);
    }

    SuspectFile suspects() {
        return suspects;
    }

    /** Whether no store was ever completed here. */
    boolean isNew() {
        return isNew;
    }

    /** From now on the store counts: it is complete and may be used. */
    void complete() {
        try {
            Files.move(path.resolve(CREATING_FILE), path.resolve(FORMAT_FILE), StandardCopyOption.ATOMIC_MOVE);
            sync(path);
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    /** Makes a copy of a database a data directory. */
    static void completeCopy(Path directory) throws IOException {
        writeSynced(directory.resolve(FORMAT_FILE), FORMAT + "\n");
    }

    private static void writeSynced(Path file, String content) throws IOException {
        Files.writeString(
                file, content, US_ASCII, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        Path directory = file.getParent();
        if (directory != null) {
            sync(directory);
        }
    }

    /** Makes names in a directory durable, where directories can be opened; elsewhere the file system sees to it. */
    static void sync(Path directory) throws IOException {
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    @Override
    public void close() {
        try (lock) {
            suspects.close();
        } catch (IOException e) {
            throw new StoreException("The data directory " + path + " could not be closed: " + e.getMessage(), e);
        }
    }
}
