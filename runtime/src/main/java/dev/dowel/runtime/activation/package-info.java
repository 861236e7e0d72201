/** Actors in memory: how they are found, started, run and ended. */
package dev.dowel.runtime.activation;
