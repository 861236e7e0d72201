/** Actors that do to their server what actors should not, and what the others notice of it. */
@org.jspecify.annotations.NullMarked
package dev.dowel.attacks.actors;
