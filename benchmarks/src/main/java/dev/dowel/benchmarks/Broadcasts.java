package dev.dowel.benchmarks;

import dev.dowel.benchmarks.plot.Median;
import java.io.IOException;

/** Events of one actor to all its subscribers. Confined to one thread. */
final class Broadcasts {

    private static final int WARM_UP = 400;
    private static final int ALONE = 300;
    private static final int WINDOW = 4;
    private static final double SECONDS = 4;

    private final ServerUnderTest server;
    private final Subscribers open;
    private final String key;
    private final int subscribers;
    private long published;

    Broadcasts(ServerUnderTest server, Subscribers open, String key, int subscribers) {
        this.server = server;
        this.open = open;
        this.key = key;
        this.subscribers = subscribers;
    }

    void measureInto(GrowthTable table) throws IOException {
        try (KeptConnection http = new KeptConnection(server.port())) {
            for (int event = 0; event < WARM_UP; event++) {
                publish(http, 1);
            }
            double[] millis = new double[ALONE];
            for (int event = 0; event < ALONE; event++) {
                long from = System.nanoTime();
                publish(http, 1);
                millis[event] = (System.nanoTime() - from) / 1e6;
            }
            open.await(published * subscribers);
            long before = published;
            long cpu = server.figures().cpuNanos();
            long from = System.nanoTime();
            while (System.nanoTime() - from < SECONDS * 1e9) {
                publish(http, WINDOW);
            }
            open.await(published * subscribers);
            double seconds = (System.nanoTime() - from) / 1e9;
            double micros = (server.figures().cpuNanos() - cpu) / 1e3;
            long events = published - before;
            table.add(
                    subscribers,
                    Median.of(millis),
                    Median.quantile(millis, 0.99),
                    events * subscribers / seconds,
                    micros / events,
                    micros / events / subscribers);
        }
    }

    /** Publishes, and waits until fewer events are under way than there may be. */
    private void publish(KeptConnection http, int window) throws IOException {
        http.action("counter", key, "publish", "[" + ++published + "]");
        open.await((published - window + 1) * subscribers);
    }
}
