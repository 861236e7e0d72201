package dev.dowel.benchmarks;

import dev.dowel.rocksdb.RocksDbStore;
import dev.dowel.runtime.store.ActorCommit;
import dev.dowel.runtime.store.ActorStore;
import dev.dowel.runtime.store.Alarm;
import dev.dowel.runtime.store.Directory;
import dev.dowel.runtime.store.Entry;
import dev.dowel.runtime.store.EntryKey;
import dev.dowel.runtime.store.EntryRange;
import dev.dowel.server.DowelServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What it takes to start a server on a store: the time from the start of the process to the first reply over HTTP and to
 * the moment when the alarm clock knows whom to wake next, the processor time it took, and the live heap then. Run as {@code StartUp <data directory>}.
 * Main thread only.
 */
public final class StartUp {

    private StartUp() {}

    /** Starts, measures and prints one line. */
    public static void main(String[] args) throws IOException {
        try (var store = new WatchedStore(RocksDbStore.at(Path.of(args[0])));
                DowelServer server = DowelServer.builder()
                        .actor(Counter.sleepingAfter(BenchServer.NO_SLEEP))
                        .store(store)
                        .port(0)
                        .build()
                        .start()) {
            LoopbackHttp.increment(server.port(), "first");
            long firstReply = sinceProcessStart();
            long nextAlarm = store.nextAlarmKnown.join();
            long cpu = cpuMillis();
            System.out.printf(
                    Locale.ROOT,
                    "startMs=%d alarmMs=%d cpuMs=%d heapBytes=%d rssMb=%.1f%n",
                    firstReply,
                    nextAlarm,
                    cpu,
                    LiveHeap.now().bytes(),
                    ProcessMemory.of("self").rssBytes() / 1e6);
        }
    }

    /** Of the operating system's view of the process, which is before the JVM's own. */
    private static long sinceProcessStart() {
        long jvm = ManagementFactory.getRuntimeMXBean().getStartTime();
        long process = ProcessHandle.current()
                .info()
                .startInstant()
                .map(Instant::toEpochMilli)
                .orElse(jvm);
        return System.currentTimeMillis() - Math.min(jvm, process);
    }

    private static long cpuMillis() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toMillis)
                .orElse(-1L);
    }

    /** A store that notes when the alarm clock has asked for the next alarm. Thread safe. */
    private static final class WatchedStore implements ActorStore {

        private final ActorStore store;
        private final CompletableFuture<Long> nextAlarmKnown = new CompletableFuture<>();

        WatchedStore(ActorStore store) {
            this.store = store;
        }

        @Override
        public List<Alarm> alarms(@Nullable Alarm after, long until, int limit) {
            List<Alarm> found = store.alarms(after, until, limit);
            if (until == Long.MAX_VALUE) {
                nextAlarmKnown.complete(sinceProcessStart());
            }
            return found;
        }

        @Override
        public byte @Nullable [] loadState(String actorId) {
            return store.loadState(actorId);
        }

        @Override
        public byte @Nullable [] loadEntry(String actorId, EntryKey key) {
            return store.loadEntry(actorId, key);
        }

        @Override
        public List<Entry> loadEntries(String actorId, EntryRange range) {
            return store.loadEntries(actorId, range);
        }

        @Override
        public void commit(List<ActorCommit> group) {
            store.commit(group);
        }

        @Override
        public Directory directory() {
            return store.directory();
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
