/** Describes registered actors to front ends. */
@NullMarked
package dev.dowel.typescript;

import org.jspecify.annotations.NullMarked;
