package dev.dowel.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What other processes of this machine used since a moment. Immutable. Linux only. */
record ForeignLoad(long nanoTime, double busySeconds, double ownSeconds) {

    private static final double TICKS_PER_SECOND = 100;
    private static final Pattern WHITE = Pattern.compile("\\s+");

    /** From now on. */
    static ForeignLoad sinceNow() throws IOException {
        List<String> stat = Files.readAllLines(Path.of("/proc/stat"));
        List<String> ticks = List.of(WHITE.split(stat.getFirst().trim()));
        double busy = 0;
        for (int column = 1; column <= 8; column++) { // user nice system idle iowait irq softirq steal
            busy += column == 4 || column == 5 ? 0 : Double.parseDouble(ticks.get(column));
        }
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new ForeignLoad(System.nanoTime(), busy / TICKS_PER_SECOND, system.getProcessCpuTime() / 1e9);
    }

    /** Cores that others used on average until now. */
    double cores() throws IOException {
        ForeignLoad now = sinceNow();
        double others = now.busySeconds - busySeconds - (now.ownSeconds - ownSeconds);
        return Math.max(0, others) / ((now.nanoTime - nanoTime) / 1e9);
    }
}
