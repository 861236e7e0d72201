package dev.dowel.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What is alive on the heap at one moment. Immutable.
 *
 * @param bytes all live objects
 * @param classes by class
 */
record LiveHeap(long bytes, Map<String, Objects> classes) {

    /** The live objects of one class. Immutable. */
    record Objects(long count, long bytes) {}

    private static final Objects NONE = new Objects(0, 0);

    /** Collects all garbage until no more goes, and counts what is left. */
    static LiveHeap now() {
        long used = collect();
        for (int round = 0; round < 10; round++) {
            long again = collect();
            if (Math.abs(again - used) < 10_000) {
                break;
            }
            used = again;
        }
        Map<String, Objects> classes = histogram();
        // What the collector puts into gaps is not alive.
        classes.keySet().removeIf(name -> name.contains("jdk.internal.vm.Filler"));
        long bytes = classes.values().stream().mapToLong(Objects::bytes).sum();
        return new LiveHeap(bytes, classes);
    }

    private static long collect() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** What grew, the most bytes first, one line for each class. */
    Stream<String> growthSince(LiveHeap before) {
        return classes.entrySet().stream()
                .map(entry -> Map.entry(
                        entry.getKey(), grown(before.classes.getOrDefault(entry.getKey(), NONE), entry.getValue())))
                .filter(entry -> entry.getValue().bytes() > 0)
                .sorted(Comparator.comparingLong(entry -> -entry.getValue().bytes()))
                .map(entry -> String.format(
                        Locale.ROOT,
                        "%,12d bytes %,10d objects  %s",
                        entry.getValue().bytes(),
                        entry.getValue().count(),
                        entry.getKey()));
    }

    private static Objects grown(Objects before, Objects after) {
        return new Objects(after.count - before.count, after.bytes - before.bytes);
    }

    /** The JVM's own class histogram of live objects: lines of {@code "1:  count  bytes  class"}. */
    private static Map<String, Objects> histogram() {
        String text;
        try {
            text = (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[] {}},
                            new String[] {String[].class.getName()});
        } catch (JMException e) {
            throw new IllegalStateException("This JVM does not count live objects by class.", e);
        }
        Map<String, Objects> classes = new HashMap<>();
        text.lines()
                .map(line -> line.trim().split("\\s+"))
                .filter(words -> words[0].endsWith(":"))
                .forEach(words -> {
                    var found = new Objects(Long.parseLong(words[1]), Long.parseLong(words[2]));
                    classes.merge(
                            words[3], found, (one, two) -> new Objects(one.count + two.count, one.bytes + two.bytes));
                });
        return classes;
    }
}
