package dev.dowel.runtime.activation;

import dev.dowel.runtime.Target;
import dev.dowel.runtime.failure.Failure;
import java.util.function.Consumer;

/**
 * Something to do in an actor, on its way there. One of its functions is called, once; of essential
 * work perhaps none. Immutable.
 *
 * @param target the actor
 * @param run does it, holding the actor's token
 * @param fail tells that it was not done; on any thread
 * @param essential whether it is queued even if too much waits already, and dropped if the activation ends before
 */
record Work(Target target, Consumer<Activation<?>> run, Consumer<Failure> fail, boolean essential) {

    /** Work that is refused when too much waits. */
    static Work of(Target target, Consumer<Activation<?>> run, Consumer<Failure> fail) {
        return new Work(target, run, fail, false);
    }

    /** Work that must be done if the activation goes on, such as noting that a connection ended. */
    static Work essential(Target target, Consumer<Activation<?>> run) {
        return new Work(target, run, failure -> {}, true);
    }
}
