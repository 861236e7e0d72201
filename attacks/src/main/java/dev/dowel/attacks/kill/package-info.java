/** Kills the server again and again under a mixed load, and checks the history of what its clients were told. */
@NullMarked
package dev.dowel.attacks.kill;

import org.jspecify.annotations.NullMarked;
