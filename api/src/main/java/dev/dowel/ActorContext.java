package dev.dowel;

import java.time.Duration;
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

    /** The version of the server that runs the actor. */
    int version();

    /**
     * The current state.
     *
     * @throws IllegalStateException if the actor has none
     */
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
     * @throws IllegalStateException before {@code onWake} of an actor that is being created: it is stored as a whole, and as
     *     nobody calls it yet, code may block there
     * @throws Exception what the work threw
     */
    <T extends @Nullable Object> T await(Callable<T> work) throws Exception;

    /**
     * Waits while other turns of this actor go on, as in {@link #await}.
     *
     * @throws InterruptedException in {@link Actor#run} and background tasks when the actor stops, in calls when their
     *     time is up
     */
    void pause(Duration duration) throws InterruptedException;

    /**
     * Does the same as {@link #await}, and keeps the actor from going to sleep by itself meanwhile.
     *
     * @throws Exception what the work threw
     */
    <T extends @Nullable Object> T keepAwake(Callable<T> work) throws Exception;

    /**
     * Starts a task beside the actor's calls when the turn has ended. The actor may begin to go to sleep meanwhile, but
     * waits for the task as long as its grace period lasts; then the task is interrupted. An error is logged.
     */
    void waitUntil(BackgroundTask task);

    /**
     * Runs code as a turn of its own and waits for it to end. Usable from any thread that does not run a turn of this actor:
     * the way back into the actor from a callback, a stream or a thread of its own.
     *
     * @throws ActorError {@code actor.stopped} if this activation has ended
     * @throws Exception what the code threw; then its effects are undone
     */
    <T extends @Nullable Object> T inTurn(Callable<T> code) throws Exception;

    /** Whether the actor is going to sleep, is being destroyed, or its server stops. Usable from any thread. */
    boolean isStopping();

    /** Puts the actor to sleep after this turn, whatever keeps it awake. The next call wakes it. */
    void sleep();

    /** The actions to run later. */
    Schedule schedule();

    /** The actions to run again and again. */
    Cron cron();

    /** The schedule or job that started this turn, if one did. */
    Optional<ScheduledRun> scheduledRun();

    /** The actor's key-value store. */
    KeyValueStore kv();

    /** One of the actor's queues. */
    <M extends @Nullable Object, R extends @Nullable Object> ActorQueue<M, R> queue(Queue<M, R> queue);

    /**
     * Several of the actor's queues, or all of them if none is named, those that it does not declare included. Those that
     * have messages take turns.
     */
    QueueReceiver<QueueMessage<?, ?>> queues(Queue<?, ?>... queues);

    /** Everything a client can do, in this actor's namespace. */
    ActorClient client();

    /** Destroys this actor when the turn ends: its data is deleted in the turn's commit and its connections close. */
    void destroy();

    /** A logger that names the actor. Usable from any thread. */
    Logger log();
}
