package dev.dowel.rocksdb;

/**
 * The filling of the first log ({@link Database#fillLog}), on a thread of its own, beside everything else that starts. The
 * first commit waits until it is done: while groups are in a log it cannot be written over. {@link #await} is for the commit
 * thread; any thread may begin one.
 */
final class LogFilling {

    private final Thread thread;
    private boolean done;

    private LogFilling(Thread thread) {
        this.thread = thread;
    }

    static LogFilling begin(Database database, GroupId id) {
        return new LogFilling(Thread.ofPlatform().name("dowel-log").daemon().start(() -> database.fillLog(id)));
    }

    /** Waits until it is done. An interrupt is kept for later. */
    void await() {
        boolean interrupted = false;
        while (!done) {
            try {
                thread.join();
                done = true;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
