package dev.dowel.rocksdb;

import dev.dowel.runtime.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database of a store, over failures and until it is closed. Thread safe; {@link #write} is for one thread.
 *
 * <h2>Closing</h2>
 *
 * <p>Native code does not notice that it is used after it was closed; it crashes the process. So every use holds the read
 * lock, and closing and reopening hold the write lock. The lock is held during I/O: to keep the database open for it is its
 * only purpose, and nobody who wants more than to close waits for it.
 *
 * <h2>What a failed commit leaves, and how it goes away</h2>
 *
 * <p>A commit appends its group to the log, syncs, and then shows it to readers. If appending or syncing fails, readers do
 * not see the group, and RocksDB refuses every further write. But how much of the group is in the log is unknown: nothing,
 * a part, or all of it, when only the sync failed. Reading the log at the next opening drops a part; all of it would come
 * to life, long after its callers were told that it failed. A caller that tried again would have done its work twice.
 *
 * <p>So a group carries its {@link GroupId} into the log, and before a commit is reported as failed, that id is noted in
 * {@link SuspectFile}, which needs no space on the disk. Whoever reads the log next leaves that group out ({@link
 * SuspectFilter}). The invariants:
 *
 * <ol>
 *   <li>The suspect group is the last in the log: after a failure nothing is written until the database was reopened.
 *   <li>Reopening reads the log without the suspect, moves everything from it into tables and starts a new log. From then
 *       on the suspect is not in any log that will be read again.
 *   <li>A crash before the id was noted is a crash before the failure was reported: like every crash, it leaves open
 *       whether the last group is there.
 *   <li>If the note fails too, the error says so. Then the group is left out by this process (which remembers it), and
 *       only a crash before the reopening leaves the question open.
 * </ol>
 *
 * <p>The next write after a failure reopens, so a store goes on as soon as the fault is gone. Until then reads are served
 * by the database that failed: while the disk is full or takes no note it is left open, since opening it again needs both. Truncating the
 * log instead of leaving a group out was not chosen because it would change RocksDB's files behind its back; treating
 * every failure as final was not chosen because a full disk is no reason to restart a server.
 */
final class Database implements AutoCloseable {

    /** Something done with the open database. */
    @FunctionalInterface
    interface Use<T extends @Nullable Object> {
        T with(NativeDatabase db) throws RocksDBException;
    }

    private interface Change {
        void to(NativeDatabase db) throws RocksDBException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    /** What reopening may need beside the log it reads: new log, tables in several levels, manifest. */
    private static final long REOPEN_BYTES = 4L << 20;

    /** With less space on the disk than this a log is not filled. */
    private static final long LEFT_BESIDE_FILLED_LOG = 256L << 20;

    private final Path path;
    private final SuspectFile suspects;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private @Nullable NativeDatabase db;
    private boolean closed;

    /** The group whose commit failed, until the database was reopened without it. */
    private volatile @Nullable GroupId suspect;

    /** Whether reopening closed the database and could not open it. The next use of any kind tries again. */
    private volatile boolean down;

    private Database(Path path, SuspectFile suspects, NativeDatabase db) {
        this.path = path;
        this.suspects = suspects;
        this.db = db;
    }

    /** Opens the database of a data directory, or makes it if the directory is new. */
    static Database open(DataDirectory directory) {
        Path path = directory.database();
        try {
            NativeDatabase db = NativeDatabase.open(
                    path, directory.isNew(), directory.suspects().last());
            return new Database(path, directory.suspects(), db);
        } catch (RocksDBException e) {
            throw Failures.opening(path, e);
        } catch (IOException e) {
            throw new StoreException("The store in " + path + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /**
     * Reads.
     *
     * @throws StoreException if the store is closed or cannot be read
     */
    <T extends @Nullable Object> T read(Use<T> use) {
        return use(use, e -> Failures.reading(path, e));
    }

    /**
     * Writes a group's batch and syncs. Commit thread only.
     *
     * @throws StoreException if nothing of it was stored
     */
    void write(GroupId group, byte[] batch) {
        if (suspect != null) {
            reopen();
        }
        run(db -> db.write(batch), e -> {
            suspect = group;
            return Failures.committing(path, e, noted(group));
        });
    }

    /**
     * Fills a log (see {@link NativeDatabase#fillLog}) before the first group is written. If that fails, or there is little
     * space, the store works as it would have: what cannot be written to is opened anew by the first group.
     *
     * @param id of no group
     */
    void fillLog(GroupId id) {
        try {
            if (Files.getFileStore(path).getUsableSpace() > LEFT_BESIDE_FILLED_LOG) {
                run(open -> open.fillLog(Tuning.FILLED_LOG_BYTES), e -> Failures.committing(path, e, true));
            }
        } catch (StoreException e) {
            LOG.debug("A log was not filled", e);
            suspect = id;
        } catch (IOException e) {
            LOG.debug("A log was not filled", e);
        }
    }

    private boolean noted(GroupId group) {
        try {
            suspects.note(group);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Copies everything that was written into a directory that must not exist. */
    void checkpoint(Path target) {
        run(
                db -> db.checkpoint(target),
                e -> new StoreException("The copy to " + target + " failed: " + e.getMessage() + ". Delete it.", e));
    }

    private void run(Change change, Function<RocksDBException, StoreException> failure) {
        use(
                db -> {
                    change.to(db);
                    return change;
                },
                failure);
    }

    private <T extends @Nullable Object> T use(Use<T> use, Function<RocksDBException, StoreException> failure) {
        if (down) {
            reopen();
        }
        Lock open = lock.readLock();
        open.lock();
        try {
            return use.with(usable());
        } catch (RocksDBException e) {
            throw failure.apply(e);
        } finally {
            open.unlock();
        }
    }

    private NativeDatabase usable() {
        NativeDatabase open = db;
        if (open == null) {
            throw new StoreException(
                    "The store in " + path + (closed ? " is closed." : " failed and could not be opened again yet."),
                    null);
        }
        return open;
    }

    private void reopen() {
        lock.writeLock().lock();
        try {
            if (suspect == null || closed) {
                return;
            }
            checkSpace();
            noteAgain(suspect);
            closeNative();
            down = true;
            db = NativeDatabase.open(path, false, Optional.of(suspect));
            down = false;
            suspect = null;
        } catch (RocksDBException e) {
            throw Failures.opening(path, e);
        } finally {
            lock.writeLock().unlock();
        }
        LOG.info("The store in {} works again after a failed commit.", path);
    }

    /**
     * Notes the suspect once more before the database is closed: a disk that does not take that would not let it be opened
     * again either, and reads go on as long as it is open. If the first note failed, this one makes up for it.
     */
    private void noteAgain(GroupId group) {
        try {
            suspects.note(group);
        } catch (IOException e) {
            throw Failures.stillFailing(path, e);
        }
    }

    private void checkSpace() {
        try (Stream<Path> files = Files.list(path)) {
            long needed = REOPEN_BYTES;
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".log")).toList()) {
                needed += Files.size(file);
            }
            long usable = Files.getFileStore(path).getUsableSpace();
            if (usable < needed) {
                throw new StoreException(
                        StoreException.Reason.DISK_FULL,
                        "Changes were not stored: the disk of " + path + " is full. Free " + (needed >> 20)
                                + " MB; the store goes on by itself, no restart is needed.",
                        null);
            }
        } catch (IOException e) {
            throw new StoreException("The store in " + path + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            closed = true;
            closeNative();
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void closeNative() {
        NativeDatabase open = db;
        db = null;
        if (open != null) {
            open.close();
        }
    }
}
