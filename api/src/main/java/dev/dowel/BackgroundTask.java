package dev.dowel;

/**
 * Code of an actor that runs beside its calls; see {@link ActorContext#waitUntil}. Runs as turns of the actor, from one
 * {@code await} to the next.
 */
@FunctionalInterface
public interface BackgroundTask {

    /** Runs the task. */
    void run() throws Exception;
}
