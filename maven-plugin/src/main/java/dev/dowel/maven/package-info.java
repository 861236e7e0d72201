/** Goals for the build. */
@NullMarked
package dev.dowel.maven;

import org.jspecify.annotations.NullMarked;
