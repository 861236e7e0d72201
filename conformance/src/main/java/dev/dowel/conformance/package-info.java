/** Actors that show every kind of behaviour a client can meet, and the server they run in. */
@NullMarked
package dev.dowel.conformance;

import org.jspecify.annotations.NullMarked;
