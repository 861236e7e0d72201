package dev.dowel.runtime;

import dev.dowel.ActorDefinition;
import dev.dowel.ActorError;
import dev.dowel.protocol.RawValue;
import dev.dowel.runtime.activation.RuntimeCore;
import dev.dowel.runtime.store.StoreCondition;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Runs actors: what a gateway calls. Thread safe. No method blocks, except {@link #close}.
 *
 * <p>Futures fail with {@link ActorError}.
 */
public final class ActorRuntime implements AutoCloseable {

    private final RuntimeCore core;
    private final Runnable endThreads;

    ActorRuntime(RuntimeCore core, Runnable endThreads) {
        this.core = core;
        this.endThreads = endThreads;
    }

    /** Starts the description of a runtime. */
    public static ActorRuntimeBuilder builder() {
        return new ActorRuntimeBuilder();
    }

    /** Calls an action for a caller without a lasting connection. */
    public void call(Target target, Caller caller, String action, RawValue arguments, ReplySink reply) {
        core.call(target, caller, action, arguments, reply);
    }

    /** Sends a message to a queue of an actor (protocol 6). */
    public void enqueue(Target target, Caller caller, QueueSend send, QueueSink sink) {
        core.enqueue(target, caller, send, sink);
    }

    /** Connects a socket. The first message through the outlet says that the actor accepted. */
    public Inlet connect(Target target, Caller caller, Outlet outlet) {
        return core.connect(target, caller, outlet);
    }

    /** Passes a request to the actor's own handler (protocol 5). */
    public void request(Target target, Caller caller, RawRequest request, RawResponder responder) {
        core.request(target, caller, request, responder);
    }

    /** Opens a raw WebSocket to the actor's own handler (protocol 5). */
    public RawInlet webSocket(Target target, Caller caller, RawRequest request, RawOutlet outlet) {
        return core.webSocket(target, caller, request, outlet);
    }

    /** The actor at an address, created if there is none. */
    public CompletableFuture<Resolution> getOrCreate(ActorAddress address, @Nullable RawValue input) {
        return core.getOrCreate(address, input);
    }

    /** Creates an actor; {@code actor.duplicate_key} if the address is taken. */
    public CompletableFuture<ActorView> create(ActorAddress address, @Nullable RawValue input) {
        return core.create(address, input);
    }

    /** The actor at an address. Does not start it. */
    public CompletableFuture<Optional<ActorView>> find(ActorAddress address) {
        return core.find(address);
    }

    /** The actor with an id. Does not start it. */
    public CompletableFuture<Optional<ActorView>> find(String namespace, String actorId) {
        return core.find(namespace, actorId);
    }

    /**
     * Actors of one name, newest first.
     *
     * @param cursor from the previous page, or null
     * @param limit the most to return
     */
    public CompletableFuture<ActorPage> list(String namespace, String name, @Nullable String cursor, int limit) {
        return core.list(namespace, name, cursor, limit);
    }

    /** The names that actors of a namespace have, sorted. */
    public CompletableFuture<List<String>> names(String namespace) {
        return core.names(namespace);
    }

    /** Destroys an actor; {@code actor.not_found} if it does not live. */
    public CompletableFuture<@Nullable Void> destroy(String namespace, String actorId) {
        return core.destroy(namespace, actorId);
    }

    /** Puts an actor to sleep if it is awake; {@code actor.not_found} if it does not live. Done when it sleeps. */
    public CompletableFuture<@Nullable Void> sleep(String namespace, String actorId) {
        return core.sleep(namespace, actorId);
    }

    /**
     * Starts an actor anew: ends its activation if it has one, forgets the pause after a failed start, and wakes it. Done
     * when it runs.
     */
    public CompletableFuture<@Nullable Void> reschedule(String namespace, String actorId) {
        return core.reschedule(namespace, actorId);
    }

    /** A value of an actor's key-value store, as the last commit left it. Does not wake the actor. */
    public CompletableFuture<Optional<byte[]>> keyValue(String namespace, String actorId, byte[] key) {
        return core.keyValue(namespace, actorId, key);
    }

    /**
     * An actor's state as the last commit left it; empty if its type has none. Does not wake the actor.
     *
     * @return fails with {@code actor.not_found} if there is no such actor
     */
    public CompletableFuture<Optional<StoredState>> state(String namespace, String actorId) {
        return core.state(namespace, actorId);
    }

    /**
     * What is known of an actor beside its state: what it has set to run later, and what keeps it awake. Does not wake it. {@code
     * actor.not_found} if it does not live.
     */
    public CompletableFuture<Inspection> inspect(String namespace, String actorId) {
        return core.inspect(namespace, actorId);
    }

    /**
     * Ends an actor's activation, if it has one, as the death of its process would: what is not durable is undone, no hook
     * runs, its sockets close. The next call starts it anew. {@code actor.not_found} if it does not live. Done when its place
     * is free. Meant for tests of what an actor remembers.
     */
    public CompletableFuture<@Nullable Void> discard(String namespace, String actorId) {
        return core.discard(namespace, actorId);
    }

    /** How the store does: whether what actors change can be stored, and in good time. */
    public StoreCondition storeCondition() {
        return core.storeCondition();
    }

    /** The types of actors this runtime runs. */
    public Collection<ActorDefinition<?>> definitions() {
        return core.definitions();
    }

    /** Refuses new work, finishes the turns that are queued, for at most ten seconds, commits them, and ends the threads. */
    @Override
    public void close() {
        core.close();
        endThreads.run();
    }
}
