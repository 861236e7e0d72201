package dev.dowel.runtime.activation;

import dev.dowel.runtime.Caller;
import dev.dowel.runtime.Target;
import dev.dowel.runtime.failure.Failure;
import java.util.function.Consumer;

/**
 * Something to do in an actor, on its way there. One of its functions is called, once. Immutable.
 *
 * @param target the actor
 * @param run does it, holding the actor's token
 * @param fail tells that it was not done; on any thread
 * @param essential whether it is queued even if too much waits already
 * @param route what happens to it in an activation that ends or has ended
 * @param hops how many activations ended before they came to it
 */
record Work(
        Target target, Consumer<Activation<?>> run, Consumer<Failure> fail, boolean essential, Route route, int hops) {

    /** Beyond so many it fails: an actor that ends itself as soon as it starts must not keep the server busy for ever. */
    static final int MOST_HOPS = 64;

    /** What happens to work in an activation that ends or has ended. */
    enum Route {
        /** It waits for the actor's next activation. */
        NEXT_ACTIVATION,
        /** The same, and when that one starts it goes before everything else: it changes nothing. */
        QUESTION,
        /** It runs while the activation ends, and waits for the next one after that. */
        GRACE_TOO,
        /** It is run all the same and sees to itself: a socket's {@link SocketMailbox} keeps its order. */
        ITSELF
    }

    /** Work that is refused when too much waits. */
    static Work of(Target target, Consumer<Activation<?>> run, Consumer<Failure> fail) {
        return new Work(target, run, fail, false, Route.NEXT_ACTIVATION, 0);
    }

    /** Work that only asks which actor it is: the answer is the one that starts, although others wait to destroy it. */
    static Work question(Target target, Consumer<Activation<?>> run, Consumer<Failure> fail) {
        return new Work(target, run, fail, false, Route.QUESTION, 0);
    }

    /** Work for a caller, who may want to wait until the actor is ready. */
    static Work of(Caller caller, Target target, Consumer<Activation<?>> run, Consumer<Failure> fail) {
        return caller.skipReadyWait() ? ready(target, run, fail) : of(target, run, fail);
    }

    /** Work that may run while the actor starts or goes to sleep. */
    private static Work ready(Target target, Consumer<Activation<?>> run, Consumer<Failure> fail) {
        return new Work(target, run, fail, false, Route.GRACE_TOO, 0);
    }

    /** Work of a socket. */
    static Work routed(Target target, Consumer<Activation<?>> item, boolean essential) {
        return new Work(target, item, failure -> SocketMailbox.refuse(item, failure), essential, Route.ITSELF, 0);
    }

    /** The same on its way to the next activation. */
    Work again() {
        return new Work(target, run, fail, essential, route, hops + 1);
    }

    /** Whether it changes nothing. */
    boolean isQuestion() {
        return route == Route.QUESTION;
    }
}
