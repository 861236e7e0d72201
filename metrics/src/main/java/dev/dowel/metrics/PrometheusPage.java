package dev.dowel.metrics;

import dev.dowel.server.ServerListener;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;

/**
 * What Prometheus scrapes. Thread safe.
 *
 * @param registry what it shows
 */
record PrometheusPage(PrometheusMeterRegistry registry) implements ServerListener.Page {

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    @Override
    public String contentType() {
        return TEXT;
    }

    @Override
    public byte[] content() {
        return registry.scrape(TEXT).getBytes(StandardCharsets.UTF_8);
    }
}
