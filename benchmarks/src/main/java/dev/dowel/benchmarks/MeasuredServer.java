package dev.dowel.benchmarks;

import dev.dowel.rocksdb.RocksDbStore;
import dev.dowel.server.DowelServer;
import io.netty.util.internal.PlatformDependent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/**
 * A server that says what it uses. Run as {@code MeasuredServer <data directory>}; prints {@code ready <port>}, then one line
 * of figures for every line it reads, and ends with its input. Main thread only.
 */
public final class MeasuredServer {

    static final String READY = "ready ";
    /** What is asked for figures that cost the server a collection and a dump of its threads. */
    static final String THOROUGH = "thorough";

    private MeasuredServer() {}

    /** Serves and answers. */
    public static void main(String[] args) throws IOException {
        try (DowelServer server = DowelServer.builder()
                .actor(Counter.sleepingAfter(BenchServer.NO_SLEEP))
                .actor(Varied.class)
                .actor(Collector.class)
                .store(() -> RocksDbStore.at(Path.of(args[0])))
                .port(0)
                .build()
                .start()) {
            System.out.println(READY + server.port());
            var questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String question = questions.readLine(); question != null; question = questions.readLine()) {
                System.out.println(question.equals(THOROUGH) ? thorough() : figures());
            }
        }
    }

    /** Live heap is what is left after a full collection, which this makes. */
    private static String thorough() {
        String figures = figures();
        int virtual = VirtualThreads.count();
        System.gc();
        return figures
                + String.format(
                        Locale.ROOT,
                        " virtual=%d heapBytes=%d",
                        virtual,
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }

    private static String figures() {
        return String.format(
                Locale.ROOT,
                "directBytes=%d threads=%d cpuNanos=%d",
                direct(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime());
    }

    /** The JDK's direct buffers, and those that Netty takes past the JDK's books. */
    private static long direct() {
        long netty = Math.max(0, PlatformDependent.usedDirectMemory());
        return netty
                + ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                        .filter(pool -> Objects.equals(pool.getName(), "direct"))
                        .mapToLong(BufferPoolMXBean::getMemoryUsed)
                        .sum();
    }
}
