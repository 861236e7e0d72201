package dev.dowel.benchmarks;

import java.util.HashMap;
import java.util.Map;

/**
 * What a {@link MeasuredServer} says of itself. Immutable.
 *
 * @param directBytes direct memory, Netty's included
 * @param threads platform threads
 * @param cpuNanos processor time of the process so far
 * @param virtualThreads how many there are; NaN unless it was asked thoroughly
 * @param heapBytes what was left after a full collection; NaN unless it was asked thoroughly
 */
record ServerFigures(long directBytes, long threads, long cpuNanos, double virtualThreads, double heapBytes) {

    /** Reads {@code name=number} words. */
    static ServerFigures read(String line) {
        Map<String, Long> numbers = new HashMap<>();
        for (String word : line.split(" ", -1)) {
            int equals = word.indexOf('=');
            numbers.put(word.substring(0, equals), Long.parseLong(word.substring(equals + 1)));
        }
        return new ServerFigures(
                numbers.getOrDefault("directBytes", 0L),
                numbers.getOrDefault("threads", 0L),
                numbers.getOrDefault("cpuNanos", 0L),
                optional(numbers, "virtual"),
                optional(numbers, "heapBytes"));
    }

    private static double optional(Map<String, Long> numbers, String name) {
        return numbers.containsKey(name) ? numbers.getOrDefault(name, 0L) : Double.NaN;
    }
}
