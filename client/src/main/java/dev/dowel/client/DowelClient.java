package dev.dowel.client;

import dev.dowel.ActorDefinition;
import dev.dowel.ActorError;
import dev.dowel.ActorKey;
import dev.dowel.protocol.KeyFormat;
import dev.dowel.protocol.Limits;
import dev.dowel.protocol.WireException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A client of one Dowel server: makes handles of actors, with which they are called and connected to.
 *
 * <p>Usable from any thread; one client is enough for an application. Its methods block where they say so, which is what
 * virtual threads are for. Making a handle sends nothing.
 *
 * {@snippet :
 * try (var client = DowelClient.connect("http://localhost:6420")) {
 *     var room = client.actor(ChatRoom.class, "acme", "general");
 *     room.call(ChatRoom::post, "hi");
 * }
 * }
 *
 * <p>Actors are named by a class or an interface with {@link dev.dowel.ActorType}, or by their name. A key or name that no
 * server accepts is reported at once, as the {@link ActorError} the server would answer with.
 */
public final class DowelClient implements AutoCloseable {

    private final ClientContext context;
    private final ActorLookup lookup;
    private final Runnable release;

    /**
     * Creates a client.
     *
     * @param release frees what the context's transports need
     */
    DowelClient(ClientContext context, Runnable release) {
        this.context = context;
        this.lookup = new ActorLookup(context);
        this.release = release;
    }

    /**
     * A client with defaults for everything but the server's address. Does not touch the network.
     *
     * @param endpoint see {@link DowelClientBuilder#endpoint}
     * @throws IllegalArgumentException if the endpoint cannot be used, saying why
     */
    public static DowelClient connect(String endpoint) {
        return builder().endpoint(endpoint).build();
    }

    /**
     * A client of the server that the environment names, see {@link DowelClientBuilder#fromEnvironment}. Does not touch the
     * network.
     *
     * @throws IllegalArgumentException if a variable cannot be used, saying which and why
     */
    public static DowelClient connect() {
        return builder().fromEnvironment().build();
    }

    /** Starts a client with settings of its own. */
    public static DowelClientBuilder builder() {
        return new DowelClientBuilder();
    }

    /** The actor of a key, created by the first call if it does not exist. */
    public <A> ClientActor<A> actor(Class<A> type, String... key) {
        return getOrCreate(type, ActorKey.of(key), null);
    }

    /** The actor of a key, created by the first call if it does not exist. */
    public <A> ClientActor<A> actor(Class<A> type, ActorKey key) {
        return getOrCreate(type, key, null);
    }

    /** The actor of a name and a key, created by the first call if it does not exist. */
    public ClientActor<Object> actor(String name, ActorKey key) {
        return getOrCreate(name, key, null);
    }

    /**
     * The actor of a key, created by the first call if it does not exist.
     *
     * @param input what it is then created with, at most {@link DowelClientBuilder#maxInputBytes} when encoded; null for none
     */
    public <A> ClientActor<A> getOrCreate(Class<A> type, ActorKey key, @Nullable Object input) {
        return handle(orCreate(
                ActorDefinition.nameOf(type), key, input, context.settings().maxInputBytes()));
    }

    /**
     * The actor of a name and a key, created by the first call if it does not exist.
     *
     * @param input what it is then created with, at most {@link DowelClientBuilder#maxInputBytes} when encoded; null for none
     */
    public ClientActor<Object> getOrCreate(String name, ActorKey key, @Nullable Object input) {
        return handle(orCreate(name, key, input, context.settings().maxInputBytes()));
    }

    /** The actor of a key; calls fail with {@code actor.not_found} if it does not exist. */
    public <A> ClientActor<A> get(Class<A> type, String... key) {
        return get(type, ActorKey.of(key));
    }

    /** The actor of a key; calls fail with {@code actor.not_found} if it does not exist. */
    public <A> ClientActor<A> get(Class<A> type, ActorKey key) {
        return handle(existing(ActorDefinition.nameOf(type), key));
    }

    /** The actor of a name and a key; calls fail with {@code actor.not_found} if it does not exist. */
    public ClientActor<Object> get(String name, ActorKey key) {
        return handle(existing(name, key));
    }

    /**
     * Creates an actor. Blocks until it exists. The handle means this actor only, not one that has the key later.
     *
     * @param input what it is created with, at most {@link Limits#INPUT_BYTES} when encoded; null for none
     * @throws ActorError {@code actor.duplicate_key} if there is one of that key
     */
    public <A> ClientActor<A> create(Class<A> type, ActorKey key, @Nullable Object input) {
        return created(ActorDefinition.nameOf(type), key, input);
    }

    /**
     * Creates an actor. Blocks until it exists. The handle means this actor only, not one that has the key later.
     *
     * @param input what it is created with, at most {@link Limits#INPUT_BYTES} when encoded; null for none
     * @throws ActorError {@code actor.duplicate_key} if there is one of that key
     */
    public ClientActor<Object> create(String name, ActorKey key, @Nullable Object input) {
        return created(name, key, input);
    }

    /** The actor of an id; calls fail with {@code actor.not_found} if it does not exist. */
    public <A> ClientActor<A> forId(Class<A> type, String id) {
        return handle(byId(id));
    }

    /** The actor of an id; calls fail with {@code actor.not_found} if it does not exist. */
    public ClientActor<Object> forId(String id) {
        return handle(byId(id));
    }

    private <A> ClientActor<A> created(String name, ActorKey key, @Nullable Object input) {
        Waiting.checkInterrupt();
        CompletableFuture<String> id = lookup.create(orCreate(name, key, input, Limits.INPUT_BYTES));
        return handle(byId(Waiting.forResult(id)));
    }

    private <A> ClientActor<A> handle(ActorTarget target) {
        ClientSettings settings = context.settings();
        return new ClientActor<>(context, new Approach(target, settings.params(), settings.skipReadyWait()));
    }

    private static ActorTarget.GetOrCreate orCreate(
            String name, ActorKey key, @Nullable Object input, int mostInputBytes) {
        check(name, key);
        return new ActorTarget.GetOrCreate(name, key, ActorInput.of(input, mostInputBytes));
    }

    private static ActorTarget existing(String name, ActorKey key) {
        check(name, key);
        return new ActorTarget.Get(name, key);
    }

    private static ActorTarget byId(String id) {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("The actor id is empty.");
        }
        return new ActorTarget.ById(id);
    }

    private static void check(String name, ActorKey key) {
        try {
            KeyFormat.checkName(name);
            KeyFormat.check(key);
        } catch (WireException e) {
            throw ClientErrors.refused(e);
        }
    }

    /**
     * Closes all connections and fails what is not answered yet with {@code client.closed}. Blocks until the connections
     * are closed, at most {@link ClientLimits#CLOSE_WAIT}. Handles and connections of a closed client fail with {@code
     * client.closed}.
     */
    @Override
    public void close() {
        try {
            Waiting.forClose(context.close());
        } finally {
            release.run();
        }
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return "DowelClient[" + context.gateway() + "]";
    }
}
