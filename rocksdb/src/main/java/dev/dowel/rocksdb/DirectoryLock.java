package dev.dowel.rocksdb;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.dowel.runtime.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The right to use a directory, against other processes and against this one. Thread safe.
 *
 * <p>Other processes are kept off by a lock on a file, which the operating system takes back when the process ends,
 * however it ends. The file's content is only for people: the process id of whoever locked it last.
 *
 * <p>This process is kept off by a set of paths. It is asked before the file is opened: a process that closes any handle
 * of a locked file loses the lock (POSIX).
 */
final class DirectoryLock implements AutoCloseable {

    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel file;

    private DirectoryLock(Path directory, FileChannel file) {
        this.directory = directory;
        this.file = file;
    }

    /**
     * Locks a directory.
     *
     * @param directory its real path, so that one directory has one path
     * @throws StoreException if somebody has it
     */
    static DirectoryLock acquire(Path directory, String fileName) throws IOException {
        if (!HELD_HERE.add(directory)) {
            throw openHere(directory, null);
        }
        boolean acquired = false;
        try {
            FileChannel file = lock(directory, directory.resolve(fileName));
            acquired = true;
            return new DirectoryLock(directory, file);
        } catch (OverlappingFileLockException underAnotherName) {
            throw openHere(directory, underAnotherName);
        } finally {
            if (!acquired) {
                HELD_HERE.remove(directory);
            }
        }
    }

    private static StoreException openHere(Path directory, @Nullable Throwable cause) {
        return new StoreException("The data directory " + directory + " is already open in this process.", cause);
    }

    private static FileChannel lock(Path directory, Path path) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            if (file.tryLock() == null) {
                throw new StoreException(
                        "The data directory " + directory + " is in use by another process" + holder(path)
                                + ". One process at a time can use it: stop that one, or choose another directory.",
                        null);
            }
            file.truncate(0);
            file.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(US_ASCII)), 0);
            locked = true;
            return file;
        } finally {
            if (!locked) {
                file.close();
            }
        }
    }

    private static String holder(Path path) {
        try {
            String pid = Files.readString(path, US_ASCII).strip();
            return pid.isEmpty() ? "" : " (process " + pid + ")";
        } catch (IOException unreadable) {
            return "";
        }
    }

    /** Gives the directory back, once: afterwards it may be somebody else's. */
    @Override
    public synchronized void close() throws IOException {
        if (!file.isOpen()) {
            return;
        }
        try {
            file.close();
        } finally {
            HELD_HERE.remove(directory);
        }
    }
}
