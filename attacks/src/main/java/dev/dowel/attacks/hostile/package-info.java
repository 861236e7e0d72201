/** Clients that mean harm, and what a server still has to do while they are there (G9, G10). */
@NullMarked
package dev.dowel.attacks.hostile;

import org.jspecify.annotations.NullMarked;
