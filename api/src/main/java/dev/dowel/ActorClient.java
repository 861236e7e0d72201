package dev.dowel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything a client can do, from inside an actor: without a socket, in the actor's namespace. Usable from any thread.
 * See {@link ActorContext#client()}.
 */
public interface ActorClient {

    /** The actor of a type and key; its first call creates it if there is none. */
    <A> ActorHandle<A> getOrCreate(Class<A> type, String... key);

    /** The same with an input for an actor that is created. */
    <A> ActorHandle<A> getOrCreateWithInput(Class<A> type, List<String> key, @Nullable Object input);

    /** The actor of a type and key; calls fail with {@code actor.not_found} if there is none. */
    <A> ActorHandle<A> get(Class<A> type, String... key);

    /**
     * A new actor. Blocks until it is created.
     *
     * @throws ActorError {@code actor.duplicate_key} if there is one of this key
     */
    <A> ActorHandle<A> create(Class<A> type, List<String> key, @Nullable Object input);

    /** The actor with an id; calls fail with {@code actor.not_found} if it does not live. */
    <A> ActorHandle<A> forId(Class<A> type, String actorId);

    /** The id of the actor of a type and key, created if there is none. Blocks. */
    String resolve(Class<?> type, String... key);
}
