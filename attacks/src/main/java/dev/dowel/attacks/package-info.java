/** The command that runs the long versions of the attacks. */
@org.jspecify.annotations.NullMarked
package dev.dowel.attacks;
