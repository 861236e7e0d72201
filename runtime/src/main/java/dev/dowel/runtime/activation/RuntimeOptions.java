package dev.dowel.runtime.activation;

/**
 * How a runtime treats all of its actors. Immutable.
 *
 * @param checkStates whether states that were changed in place are looked for
 * @param exposeErrors whether callers are told what an internal error was
 * @param version the server's version, stored with every actor it runs
 */
public record RuntimeOptions(boolean checkStates, boolean exposeErrors, int version) {}
