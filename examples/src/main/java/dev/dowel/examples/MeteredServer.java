package dev.dowel.examples;

import dev.dowel.metrics.DowelMetrics;
import dev.dowel.server.DowelServer;

/**
 * The demo with metrics at {@code GET /metrics}, in the format of Prometheus ({@code docs/observability.md}). Started once per
 * process.
 */
public final class MeteredServer {

    private MeteredServer() {}

    /** Serves until the process is told to end. */
    public static void main(String[] arguments) throws InterruptedException {
        try (DowelMetrics metrics = DowelMetrics.prometheus();
                DowelServer server = DemoServer.server(DemoServer.APP)
                        .observe(metrics)
                        .build()
                        .start()) {
            System.out.println("Metrics are at " + server.endpoint() + "/metrics");
            server.awaitClose();
        }
    }
}
