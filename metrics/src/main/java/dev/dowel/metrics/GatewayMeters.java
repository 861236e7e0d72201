package dev.dowel.metrics;

import dev.dowel.server.ServerListener.SocketKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Counts connections, sockets, requests and bytes. Thread safe. */
final class GatewayMeters {

    private static final int CLASSES = 6;

    private final LongAdder connections = new LongAdder();
    private final Map<SocketKind, LongAdder> sockets = new EnumMap<>(SocketKind.class);
    private final Counter refused;
    private final Counter received;
    private final Counter sent;
    private final Timer[] requests = new Timer[CLASSES];

    GatewayMeters(MeterRegistry registry) {
        Gauge.builder("dowel.connections", connections, LongAdder::sum)
                .description("Open connections of clients, WebSockets included")
                .register(registry);
        for (SocketKind kind : SocketKind.values()) {
            LongAdder open = new LongAdder();
            sockets.put(kind, open);
            Gauge.builder("dowel.websockets", open, LongAdder::sum)
                    .description("Open WebSockets")
                    .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        refused = Counter.builder("dowel.connections.refused")
                .description("Connections that were turned away because too many were open")
                .register(registry);
        received = bytes(registry, "dowel.network.received", "What clients sent");
        sent = bytes(registry, "dowel.network.sent", "What was sent to clients");
        for (int i = 1; i < CLASSES; i++) {
            requests[i] = Buckets.timer(
                    registry, "dowel.http.requests", "HTTP requests that were answered", "status", i + "xx");
        }
    }

    private static Counter bytes(MeterRegistry registry, String name, String description) {
        return Counter.builder(name).description(description).baseUnit("bytes").register(registry);
    }

    void connectionOpened() {
        connections.increment();
    }

    void connectionClosed() {
        connections.decrement();
    }

    void connectionRefused() {
        refused.increment();
    }

    void socketOpened(SocketKind kind) {
        open(kind).increment();
    }

    void socketClosed(SocketKind kind) {
        open(kind).decrement();
    }

    private LongAdder open(SocketKind kind) {
        return Objects.requireNonNull(sockets.get(kind));
    }

    /** An actor's own answer may have any status. */
    void requestAnswered(int status, long nanos) {
        int statusClass = Math.clamp(status / 100, 1, CLASSES - 1);
        requests[statusClass].record(nanos, TimeUnit.NANOSECONDS);
    }

    void received(long bytes) {
        received.increment((double) bytes);
    }

    void sent(long bytes) {
        sent.increment((double) bytes);
    }
}
