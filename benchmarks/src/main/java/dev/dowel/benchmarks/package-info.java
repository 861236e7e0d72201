/** Benchmarks: JMH for the hot path, and the server that the load driver measures. */
@NullMarked
package dev.dowel.benchmarks;

import org.jspecify.annotations.NullMarked;
