/** A counter, a chat room with tokens, and programs that use them. */
@NullMarked
package dev.dowel.examples;

import org.jspecify.annotations.NullMarked;
