package dev.dowel.runtime;

import dev.dowel.ActorDefinition;
import dev.dowel.runtime.activation.RuntimeCore;
import dev.dowel.runtime.activation.RuntimeOptions;
import dev.dowel.runtime.containment.CarrierWatch;
import dev.dowel.runtime.containment.HeldTurns;
import dev.dowel.runtime.environment.RuntimeEnvironment;
import dev.dowel.runtime.environment.SystemCarriers;
import dev.dowel.runtime.environment.SystemThreads;
import dev.dowel.runtime.registry.ActorRegistry;
import dev.dowel.runtime.store.ActorStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what an {@link ActorRuntime} is made of. Not thread safe. */
public final class ActorRuntimeBuilder {

    private final List<ActorDefinition<?>> definitions = new ArrayList<>();
    private @Nullable ActorStore store;
    private boolean checkStates;
    private boolean exposeErrors;
    private int version = 1;
    private Duration readyTimeout = Duration.ofSeconds(30);
    private Duration socketOpenTimeout = Duration.ofSeconds(15);
    private RuntimeListener listener = RuntimeListener.NONE;

    ActorRuntimeBuilder() {}

    /** A type of actor to run. */
    public ActorRuntimeBuilder actor(ActorDefinition<?> definition) {
        definitions.add(definition);
        return this;
    }

    /** Where actors are kept. The caller closes it after the runtime. */
    public ActorRuntimeBuilder store(ActorStore newStore) {
        store = newStore;
        return this;
    }

    /**
     * Looks after every turn for record states that were changed in place, and fails the turn. Costs serialising the state
     * after every turn; meant for development and tests. Off by default.
     */
    public ActorRuntimeBuilder checkStates(boolean check) {
        checkStates = check;
        return this;
    }

    /**
     * Tells callers what an internal error was, instead of a trace id alone. Meant for development: it may show what is
     * nobody else's business. Off by default.
     */
    public ActorRuntimeBuilder exposeErrors(boolean expose) {
        exposeErrors = expose;
        return this;
    }

    /** The version of the server, stored with every actor that it runs; 1 by default. */
    public ActorRuntimeBuilder version(int newVersion) {
        version = newVersion;
        return this;
    }

    /**
     * How long requests wait for an actor that starts or stops; 30 seconds by default. Then they fail with {@code
     * guard.actor_ready_timeout}, and nothing of them runs.
     */
    public ActorRuntimeBuilder readyTimeout(Duration timeout) {
        readyTimeout = timeout;
        return this;
    }

    /**
     * How long an actor's hooks for a socket may take, if its own time-out for hooks is longer; 15 seconds by default. Then
     * they are interrupted and undone, and the socket is refused with {@code guard.websocket_open_timeout}.
     */
    public ActorRuntimeBuilder socketOpenTimeout(Duration timeout) {
        socketOpenTimeout = timeout;
        return this;
    }

    /** Who is told what the runtime does; nobody by default. */
    public ActorRuntimeBuilder listener(RuntimeListener newListener) {
        listener = newListener;
        return this;
    }

    /**
     * Starts a runtime.
     *
     * @throws dev.dowel.DefinitionException if the definitions contradict each other
     * @throws IllegalStateException if no store was given
     */
    public ActorRuntime build() {
        ActorRegistry registry = new ActorRegistry(definitions);
        ActorStore given = givenStore();
        SystemThreads threads = new SystemThreads();
        RuntimeEnvironment plain = threads.environment();
        CarrierWatch watch = new CarrierWatch(
                new SystemCarriers(), threads.watchTimers(), plain.turnThreads(), new HeldTurns(plain.nanoTime()));
        RuntimeEnvironment environment = plain.withTurnThreads(watch.watching(plain.turnThreads()));
        return new ActorRuntime(new RuntimeCore(registry, given, environment, options(), watch), () -> {
            threads.close();
            watch.close();
        });
    }

    /**
     * Starts a runtime that takes time, randomness and threads from the caller, who also ends the threads: for tests that have
     * to repeat.
     *
     * @throws dev.dowel.DefinitionException if the definitions contradict each other
     * @throws IllegalStateException if no store was given
     */
    public ActorRuntime build(RuntimeEnvironment environment) {
        ActorRegistry registry = new ActorRegistry(definitions);
        return new ActorRuntime(
                new RuntimeCore(registry, givenStore(), environment, options(), (moved, longTurns) -> {}), () -> {});
    }

    private RuntimeOptions options() {
        return new RuntimeOptions(checkStates, exposeErrors, version, readyTimeout, socketOpenTimeout, listener);
    }

    private ActorStore givenStore() {
        ActorStore given = store;
        if (given == null) {
            throw new IllegalStateException("Say where actors are kept: call store(…).");
        }
        return given;
    }
}
