package dev.dowel.benchmarks;

import dev.dowel.benchmarks.plot.Median;
import java.io.IOException;
import java.util.function.IntFunction;

/**
 * Calls one after the other on one connection. Immutable.
 *
 * @param millis how long each took
 * @param serverMicros processor time of the server for each, on average
 */
record Timed(double[] millis, double serverMicros) {

    /** A request, by the number of the call. */
    @FunctionalInterface
    interface Request {
        void send(KeptConnection http, int number) throws IOException;
    }

    static Timed calls(ServerUnderTest server, int count, Request request) throws IOException {
        double[] millis = new double[count];
        try (KeptConnection http = new KeptConnection(server.port())) {
            long cpu = server.figures().cpuNanos();
            for (int number = 0; number < count; number++) {
                long from = System.nanoTime();
                request.send(http, number);
                millis[number] = (System.nanoTime() - from) / 1e6;
            }
            long used = server.figures().cpuNanos() - cpu;
            return new Timed(millis, used / 1e3 / count);
        }
    }

    /** Calls of one action without arguments, on the actors that a number names. */
    static Timed calls(ServerUnderTest server, int count, String type, String action, IntFunction<String> key)
            throws IOException {
        return calls(server, count, (http, number) -> http.action(type, key.apply(number), action));
    }

    double p50() {
        return Median.of(millis);
    }

    double p99() {
        return Median.quantile(millis, 0.99);
    }
}
