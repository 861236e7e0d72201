/** One run of an actor's code: who may run, for how long, and what it wants to happen. */
package dev.dowel.runtime.turn;
