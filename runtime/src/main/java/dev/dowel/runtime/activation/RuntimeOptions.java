package dev.dowel.runtime.activation;

import dev.dowel.runtime.RuntimeListener;
import java.time.Duration;

/**
 * How a runtime treats all of its actors. Immutable.
 *
 * @param checkStates whether states that were changed in place are looked for
 * @param exposeErrors whether callers are told what an internal error was
 * @param version the server's version, stored with every actor it runs
 * @param readyTimeout how long requests wait for an actor that starts or stops
 * @param socketOpenTimeout how long an actor's hooks for a socket may take
 * @param listener is told what happens
 */
public record RuntimeOptions(
        boolean checkStates,
        boolean exposeErrors,
        int version,
        Duration readyTimeout,
        Duration socketOpenTimeout,
        RuntimeListener listener) {}
