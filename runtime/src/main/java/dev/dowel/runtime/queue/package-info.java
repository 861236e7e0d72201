/** An actor's queues: what is in them, in memory and in the store. */
@org.jspecify.annotations.NullMarked
package dev.dowel.runtime.queue;
