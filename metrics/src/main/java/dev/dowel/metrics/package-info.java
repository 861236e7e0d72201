/** Metrics of a server for Micrometer and Prometheus; their names are in docs/observability.md. */
@org.jspecify.annotations.NullMarked
package dev.dowel.metrics;
