package dev.dowel.runtime;

import dev.dowel.ActorDefinition;
import dev.dowel.runtime.environment.RuntimeEnvironment;
import dev.dowel.runtime.store.ActorStore;
import java.util.List;

/** Starts runtimes in an environment of a test's. */
public final class SimulatedRuntimes {

    private SimulatedRuntimes() {}

    /** A runtime that takes time, randomness and threads from the environment. */
    public static ActorRuntime start(
            List<ActorDefinition<?>> definitions, ActorStore store, RuntimeEnvironment environment) {
        return start(definitions, store, environment, RuntimeListener.NONE);
    }

    /** The same, and somebody listens. */
    public static ActorRuntime start(
            List<ActorDefinition<?>> definitions,
            ActorStore store,
            RuntimeEnvironment environment,
            RuntimeListener listener) {
        ActorRuntimeBuilder builder = ActorRuntime.builder().store(store).listener(listener);
        definitions.forEach(builder::actor);
        return builder.build(environment);
    }
}
