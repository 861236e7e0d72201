/** Line plots as SVG, and what is said about series of numbers. */
@NullMarked
package dev.dowel.benchmarks.plot;

import org.jspecify.annotations.NullMarked;
