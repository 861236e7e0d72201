package dev.dowel.metrics;

import dev.dowel.ActorDefinition;
import dev.dowel.runtime.ActorListener;
import dev.dowel.server.ServerListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Optional;

/**
 * Counts what a server does in a Micrometer registry. Thread safe.
 *
 * <p>All names, units and tags are in {@code docs/observability.md}. Tags name types of actors and their actions, never a key or
 * an id, so that the number of series does not grow with the number of actors. Several servers may share one instance; then they are
 * counted together.
 *
 * {@snippet :
 * DowelServer server = Dowel.server()
 *         .actor(ChatRoom.class)
 *         .adminToken(secret)
 *         .observe(DowelMetrics.prometheus())      // GET /metrics
 *         .build();
 * }
 */
public final class DowelMetrics implements ServerListener, AutoCloseable {

    private final MeterRegistry registry;
    private final Optional<JvmGcMetrics> collections;
    private final CommitMeters commits;
    private final GatewayMeters gateway;

    private DowelMetrics(MeterRegistry registry, Optional<JvmGcMetrics> collections) {
        this.registry = registry;
        this.collections = collections;
        this.commits = new CommitMeters(registry);
        this.gateway = new GatewayMeters(registry);
    }

    /**
     * Counts in a registry of its own, together with memory, collections, threads and processor of the JVM, and shows all of
     * it to Prometheus at {@code GET /metrics}.
     */
    public static DowelMetrics prometheus() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        JvmGcMetrics collections = new JvmGcMetrics();
        collections.bindTo(registry);
        return new DowelMetrics(registry, Optional.of(collections));
    }

    /**
     * Counts in a registry of the application, which also decides what else is in it. If it is Prometheus', the server shows it at
     * {@code GET /metrics}.
     */
    public static DowelMetrics in(MeterRegistry registry) {
        return new DowelMetrics(registry, Optional.empty());
    }

    /** Where it counts. */
    public MeterRegistry registry() {
        return registry;
    }

    /** Ends what {@link #prometheus} began. The registry of an application stays as it is. */
    @Override
    public void close() {
        collections.ifPresent(own -> {
            own.close();
            registry.close();
        });
    }

    @Override
    public Optional<Page> page() {
        return registry instanceof PrometheusMeterRegistry prometheus
                ? Optional.of(new PrometheusPage(prometheus))
                : Optional.empty();
    }

    @Override
    public ActorListener listenTo(ActorDefinition<?> definition) {
        return new ActorMeters(registry, definition);
    }

    @Override
    public void groupCommitted(int turns, int actors, long bytes, long nanos) {
        commits.committed(turns, bytes, nanos);
    }

    @Override
    public void groupFailed() {
        commits.failed();
    }

    @Override
    public void gateOpened(long nanos) {
        commits.gateOpened(nanos);
    }

    @Override
    public void storeReadFailed() {
        commits.readFailed();
    }

    @Override
    public void connectionOpened() {
        gateway.connectionOpened();
    }

    @Override
    public void connectionClosed() {
        gateway.connectionClosed();
    }

    @Override
    public void connectionRefused() {
        gateway.connectionRefused();
    }

    @Override
    public void socketOpened(SocketKind kind) {
        gateway.socketOpened(kind);
    }

    @Override
    public void socketClosed(SocketKind kind) {
        gateway.socketClosed(kind);
    }

    @Override
    public void requestAnswered(int status, long nanos) {
        gateway.requestAnswered(status, nanos);
    }

    @Override
    public void bytesReceived(long bytes) {
        gateway.received(bytes);
    }

    @Override
    public void bytesSent(long bytes) {
        gateway.sent(bytes);
    }
}
