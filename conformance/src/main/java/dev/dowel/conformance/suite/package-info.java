/**
 * The actors that the reference's public driver suite calls, written for Dowel, and the server they run in. Names of actors,
 * actions, events and fields, and all times, are the suite's.
 */
@NullMarked
package dev.dowel.conformance.suite;

import org.jspecify.annotations.NullMarked;
