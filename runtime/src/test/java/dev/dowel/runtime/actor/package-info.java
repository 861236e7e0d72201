/** What actors may rely on, one rule a test, on a simulated machine. */
@NullMarked
package dev.dowel.runtime.actor;

import org.jspecify.annotations.NullMarked;
