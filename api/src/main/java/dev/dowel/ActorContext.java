package dev.dowel;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Everything an actor can reach. Confined to the actor's turn, except the identity, {@link #now()} and {@link #log()}.
 *
 * <p>Helper code takes it as a parameter; inside an {@link Actor} the same methods are inherited.
 *
 * @param <S> the actor's state
 */
public interface ActorContext<S extends @Nullable Object> {

    /** The id of this actor: opaque, never used again after it is destroyed. */
    String id();

    /** The name of the actor's type. */
    String name();

    /** The actor's key. */
    ActorKey key();

    /** The namespace the actor lives in. */
    String namespace();

    /** The current state. */
    S state();

    /** Replaces the state. Durable with the turn's commit, undone when the turn fails. */
    void setState(S state);

    /** Replaces the state by a function of itself and returns the new one. */
    S update(UnaryOperator<S> change);

    /**
     * Commits what the turn did so far and returns when that is durable. A later failure of the turn does not undo it.
     *
     * @throws ActorError {@code store.unavailable} if the commit failed
     */
    void saveState();

    /** Sends an event to every connection subscribed to it, after the turn's commit. */
    <T extends @Nullable Object> void broadcast(Event<T> event, T payload);

    /** Sends an event with any number of arguments to every connection subscribed to it, after the turn's commit. */
    void broadcast(String event, @Nullable Object... arguments);

    /**
     * The connection this call came over.
     *
     * @throws IllegalStateException in a turn that no connection caused, such as one started by another actor
     */
    Connection connection();

    /** The connection this call came over, if it came over one. */
    Optional<Connection> callingConnection();

    /** The connections open now, in the order they connected. */
    List<Connection> connections();

    /** A handle to another actor on this server, created by the first call if it does not exist. */
    <A> ActorHandle<A> actor(Class<A> type, String... key);

    /** A handle to another actor by the name of its type. */
    ActorHandle<?> actor(String name, ActorKey key);

    /** The current time, to the millisecond: what every encoding and every client can carry. */
    Instant now();

    /**
     * Runs blocking work while other turns of this actor go on. What the turn did so far is committed; when this method
     * returns, the state may have been changed by others.
     *
     * @throws Exception what the work threw
     */
    <T extends @Nullable Object> T await(Callable<T> work) throws Exception;

    /** Destroys this actor when the turn ends: its data is deleted in the turn's commit and its connections close. */
    void destroy();

    /** A logger that names the actor. Usable from any thread. */
    Logger log();
}
