/** The patterns that applications of actors are made of, each small enough to copy. */
@org.jspecify.annotations.NullMarked
package dev.dowel.examples.patterns;
