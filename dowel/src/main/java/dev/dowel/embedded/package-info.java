/** The way in: {@link dev.dowel.embedded.Dowel} serves actor classes with one call. */
package dev.dowel.embedded;
