package dev.dowel.rocksdb;

import dev.dowel.runtime.store.ActorCommit;
import dev.dowel.runtime.store.AlarmChange;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A time before which there is no alarm, so that who reads the earliest ones does not start at the beginning. Thread safe;
 * commits are for one thread at a time.
 *
 * <p>Alarms are set at the end of their family and removed at its beginning, and what is removed stays in the way of reads
 * until RocksDB gets to compact it: tens of milliseconds for each look at what is due. Every read tells how far there is
 * nothing, and the next starts there.
 *
 * <ol>
 *   <li>A commit lowers the floor to its earliest alarm before it writes. If it fails, the floor is lower than it could be.
 *   <li>A read raises the floor to the first alarm that it found, but not above those of commits that were being written
 *       while it read: it may not have seen them.
 * </ol>
 */
final class AlarmFloor {

    /** One read under way. Guarded by the lock. */
    static final class Read {

        private final long from;
        private long unseen;

        private Read(long from, long unseen) {
            this.from = from;
            this.unseen = unseen;
        }

        /** Before this time there is nothing to read. */
        long from() {
            return from;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Read> reads = new ArrayList<>();
    private long floor = Long.MIN_VALUE;
    private long beingWritten = Long.MAX_VALUE;

    /** Must be followed by {@link #endRead}. */
    Read startRead() {
        lock.lock();
        try {
            var read = new Read(floor, beingWritten);
            reads.add(read);
            return read;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends a read.
     *
     * @param nothingBefore the read found no alarm before this time, from {@link Read#from} on
     */
    void endRead(Read read, long nothingBefore) {
        lock.lock();
        try {
            reads.remove(read);
            floor = Math.max(floor, Math.min(nothingBefore, read.unseen));
        } finally {
            lock.unlock();
        }
    }

    /** Must be followed by {@link #endCommit}. */
    void startCommit(List<ActorCommit> group) {
        long earliest = Long.MAX_VALUE;
        for (ActorCommit commit : group) {
            AlarmChange change = commit.alarm();
            Long after = change == null ? null : change.after();
            if (after != null) {
                earliest = Math.min(earliest, after);
            }
        }
        if (earliest != Long.MAX_VALUE) {
            lowerTo(earliest);
        }
    }

    private void lowerTo(long earliest) {
        lock.lock();
        try {
            floor = Math.min(floor, earliest);
            beingWritten = earliest;
            for (Read read : reads) {
                read.unseen = Math.min(read.unseen, earliest);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends the write of a group, also of one that failed. */
    void endCommit() {
        lock.lock();
        try {
            beingWritten = Long.MAX_VALUE;
        } finally {
            lock.unlock();
        }
    }
}
