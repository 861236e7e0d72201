/** The runtime under a virtual clock, a scripted store and a scheduler that a seed decides. */
@NullMarked
package dev.dowel.runtime.simulation;

import org.jspecify.annotations.NullMarked;
