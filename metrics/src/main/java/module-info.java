/** What a server does, as Micrometer metrics and for Prometheus. Knows no actor, key or id. */
@org.jspecify.annotations.NullMarked
module dev.dowel.metrics {
    requires transitive dev.dowel.server;
    requires transitive micrometer.core;
    requires micrometer.registry.prometheus;
    requires static org.jspecify;

    exports dev.dowel.metrics;
}
