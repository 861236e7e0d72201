package dev.dowel.runtime.store;

/**
 * One stored entry of an actor. Immutable, as long as nobody changes the arrays.
 *
 * @param key its key within its part
 * @param value what is stored under it
 */
public record Entry(byte[] key, byte[] value) {}
