package dev.dowel.rocksdb;

import dev.dowel.runtime.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the first log files once over their whole length, so that RocksDB reuses them from the start. Has a thread of its
 * own, which ends by itself soon after it was started; commits go on meanwhile.
 *
 * <p>A sync of a file that grows has to write the file's new length and extents too. RocksDB reuses log files, so after a
 * while none grows; but it forgets them when it is closed. Without this, every start would be slow for as long as it takes
 * to fill {@link Tuning#RECYCLED_LOGS} logs.
 *
 * <p>Nothing depends on it. If it fails, it stops, and the next commit reports what is wrong with the disk. On a disk that
 * is nearly full it does not start.
 */
final class LogPriming implements AutoCloseable {

    private static final int LOGS = 3;
    private static final int SLICES = 14;
    private static final byte[] SLICE = new byte[(int) (Tuning.WRITE_BUFFER_BYTES / 16)];

    private final Database database;
    private final Thread thread;
    private volatile boolean stopped;

    LogPriming(Database database) {
        this.database = database;
        this.thread = Thread.ofPlatform().name("dowel-log-priming").daemon().unstarted(this::run);
    }

    void start(Path path) {
        if (hasRoom(path)) {
            thread.start();
        }
    }

    private static boolean hasRoom(Path path) {
        try {
            return Files.getFileStore(path).getUsableSpace() > 4 * Tuning.LOG_BYTES;
        } catch (IOException unknown) {
            return false;
        }
    }

    private void run() {
        try {
            for (int log = 0; log < LOGS; log++) {
                for (int slice = 0; slice < SLICES && !stopped; slice++) {
                    database.fillLog(SLICE);
                }
                if (!stopped) {
                    database.startLog();
                }
            }
        } catch (StoreException nextCommitReportsIt) {
            stopped = true;
        }
    }

    /** Stops and waits for the thread to end: at most for one slice, or for the start of one log. */
    @Override
    public void close() {
        stopped = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
