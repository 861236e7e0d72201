package dev.dowel;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A reference to an actor that may live anywhere, with which its actions are called.
 *
 * <p>Usable from any thread. A call blocks the calling thread until the action's result is there; inside an actor's turn
 * it keeps the turn, so a call that comes back to an actor that waits fails with {@code actor.call_cycle}. Every form
 * throws {@link ActorError} for what the actor or the way to it reports, {@link UserError} for what the actor threw.
 *
 * {@snippet :
 * ActorHandle<ChatRoom> room = client.actor(ChatRoom.class, "acme", "general");
 * Message sent = room.call(ChatRoom::post, "hi");
 * }
 *
 * @param <A> the actor class, or an interface it shares with its callers
 */
public abstract class ActorHandle<A> {

    /** For implementations. */
    protected ActorHandle() {}

    /** Calls an action and waits. The one way all typed blocking calls go. */
    protected abstract <R extends @Nullable Object> R invoke(
            String action, Type returnType, @Nullable Object[] arguments);

    /** Calls an action without waiting. The one way all typed asynchronous calls go. */
    protected abstract <R extends @Nullable Object> CompletableFuture<R> invokeAsync(
            String action, Type returnType, @Nullable Object[] arguments);

    /** Calls an action and drops its outcome. The one way all sends go. */
    protected abstract void invokeAndForget(String action, @Nullable Object[] arguments);

    /**
     * A message on its way to a queue of the actor. Immutable.
     *
     * @param queue the queue
     * @param body what is sent
     * @param options how
     * @param patience how long to wait for the message to be completed; nothing if it need only be stored
     */
    public record Sending(Queue<?, ?> queue, @Nullable Object body, SendOptions options, Optional<Duration> patience) {}

    /** Sends a message to a queue and waits. The one way all blocking sends go. */
    protected abstract <R extends @Nullable Object> QueueReply<R> enqueue(Sending sending);

    /** Sends a message to a queue without waiting. The one way all asynchronous sends go. */
    protected abstract <R extends @Nullable Object> CompletableFuture<QueueReply<R>> enqueueAsync(Sending sending);

    /**
     * Sends a message to a queue of the actor and returns when it is stored. From an actor of the same server: when it is
     * certain to be stored before anything this turn does is seen.
     *
     * @throws ActorError {@code queue.full}, {@code queue.message_too_large}, {@code queue.message_invalid}, {@code
     *     auth.forbidden}, and what calls throw
     */
    public final <M extends @Nullable Object> void send(Queue<M, ?> queue, M body) {
        send(queue, body, SendOptions.NONE);
    }

    /** Sends a message to a queue of the actor and returns when it is stored. */
    public final <M extends @Nullable Object> void send(Queue<M, ?> queue, M body, SendOptions options) {
        this.<@Nullable Object>enqueue(new Sending(queue, body, options, Optional.empty()));
    }

    /** Sends a message to a queue of the actor; the future is done when it is stored. */
    public final <M extends @Nullable Object> CompletableFuture<@Nullable Void> sendAsync(Queue<M, ?> queue, M body) {
        return sendAsync(queue, body, SendOptions.NONE);
    }

    /** Sends a message to a queue of the actor; the future is done when it is stored. */
    public final <M extends @Nullable Object> CompletableFuture<@Nullable Void> sendAsync(
            Queue<M, ?> queue, M body, SendOptions options) {
        return this.<@Nullable Object>enqueueAsync(new Sending(queue, body, options, Optional.empty()))
                .<@Nullable Void>thenApply(stored -> null);
    }

    /**
     * Sends a message to a queue of the actor and waits for a consumer to complete it. When the time is up first, the message
     * stays in the queue.
     *
     * @throws ActorError what {@link #send(Queue, Object)} throws, and {@code queue.wait_cycle} in an actor that waits for
     *     itself
     */
    public final <M extends @Nullable Object, R extends @Nullable Object> QueueReply<R> sendAndWait(
            Queue<M, R> queue, M body, Duration timeout) {
        return sendAndWait(queue, body, timeout, SendOptions.NONE);
    }

    /** Sends a message to a queue of the actor and waits for a consumer to complete it. */
    public final <M extends @Nullable Object, R extends @Nullable Object> QueueReply<R> sendAndWait(
            Queue<M, R> queue, M body, Duration timeout, SendOptions options) {
        return enqueue(new Sending(queue, body, options, Optional.of(timeout)));
    }

    /** Sends a message to a queue of the actor; the future is done when a consumer completed it, or the time is up. */
    public final <M extends @Nullable Object, R extends @Nullable Object>
            CompletableFuture<QueueReply<R>> sendAndWaitAsync(Queue<M, R> queue, M body, Duration timeout) {
        return enqueueAsync(new Sending(queue, body, SendOptions.NONE, Optional.of(timeout)));
    }

    /** Calls an action by name. */
    public final <R extends @Nullable Object> R call(String action, Class<R> result, @Nullable Object... arguments) {
        return invoke(action, result, arguments);
    }

    /** Calls an action by name whose result is of a generic type. */
    public final <R extends @Nullable Object> R call(
            String action, TypeToken<R> result, @Nullable Object... arguments) {
        return invoke(action, result.type(), arguments);
    }

    /** Calls an action by name without waiting. */
    public final <R extends @Nullable Object> CompletableFuture<R> callAsync(
            String action, Class<R> result, @Nullable Object... arguments) {
        return invokeAsync(action, result, arguments);
    }

    /** Calls an action by name and drops its outcome. */
    public final void send(String action, @Nullable Object... arguments) {
        invokeAndForget(action, arguments);
    }

    /** Calls an action with no argument and waits for its result. */
    public final <R extends @Nullable Object> R call(ActionReference.Returning0<? super A, R> action) {
        ActionMethod method = ActionMethod.of(action);
        return invoke(method.name(), method.returnType(), new @Nullable Object[] {});
    }

    /** Calls an action with no argument and waits for its end. */
    public final void call(ActionReference.Void0<? super A> action) {
        ActionMethod method = ActionMethod.of(action);
        this.<@Nullable Object>invoke(method.name(), void.class, new @Nullable Object[] {});
    }

    /** Calls an action with no argument without waiting. */
    public final <R extends @Nullable Object> CompletableFuture<R> callAsync(
            ActionReference.Returning0<? super A, R> action) {
        ActionMethod method = ActionMethod.of(action);
        return invokeAsync(method.name(), method.returnType(), new @Nullable Object[] {});
    }

    /** Calls an action with no argument and no result without waiting. */
    public final CompletableFuture<@Nullable Void> callAsync(ActionReference.Void0<? super A> action) {
        return invokeAsync(ActionMethod.of(action).name(), void.class, new @Nullable Object[] {});
    }

    /** Calls an action with no argument and drops its outcome. */
    public final void send(ActionReference.Void0<? super A> action) {
        invokeAndForget(ActionMethod.of(action).name(), new @Nullable Object[] {});
    }

    /** Calls an action with one argument and waits for its result. */
    public final <P1 extends @Nullable Object, R extends @Nullable Object> R call(
            ActionReference.Returning1<? super A, P1, R> action, P1 first) {
        ActionMethod method = ActionMethod.of(action);
        return invoke(method.name(), method.returnType(), new @Nullable Object[] {first});
    }

    /** Calls an action with one argument and waits for its end. */
    public final <P1 extends @Nullable Object> void call(ActionReference.Void1<? super A, P1> action, P1 first) {
        ActionMethod method = ActionMethod.of(action);
        this.<@Nullable Object>invoke(method.name(), void.class, new @Nullable Object[] {first});
    }

    /** Calls an action with one argument without waiting. */
    public final <P1 extends @Nullable Object, R extends @Nullable Object> CompletableFuture<R> callAsync(
            ActionReference.Returning1<? super A, P1, R> action, P1 first) {
        ActionMethod method = ActionMethod.of(action);
        return invokeAsync(method.name(), method.returnType(), new @Nullable Object[] {first});
    }

    /** Calls an action with one argument and no result without waiting. */
    public final <P1 extends @Nullable Object> CompletableFuture<@Nullable Void> callAsync(
            ActionReference.Void1<? super A, P1> action, P1 first) {
        return invokeAsync(ActionMethod.of(action).name(), void.class, new @Nullable Object[] {first});
    }

    /** Calls an action with one argument and drops its outcome. */
    public final <P1 extends @Nullable Object> void send(ActionReference.Void1<? super A, P1> action, P1 first) {
        invokeAndForget(ActionMethod.of(action).name(), new @Nullable Object[] {first});
    }

    /** Calls an action with two arguments and waits for its result. */
    public final <P1 extends @Nullable Object, P2 extends @Nullable Object, R extends @Nullable Object> R call(
            ActionReference.Returning2<? super A, P1, P2, R> action, P1 first, P2 second) {
        ActionMethod method = ActionMethod.of(action);
        return invoke(method.name(), method.returnType(), new @Nullable Object[] {first, second});
    }

    /** Calls an action with two arguments and waits for its end. */
    public final <P1 extends @Nullable Object, P2 extends @Nullable Object> void call(
            ActionReference.Void2<? super A, P1, P2> action, P1 first, P2 second) {
        ActionMethod method = ActionMethod.of(action);
        this.<@Nullable Object>invoke(method.name(), void.class, new @Nullable Object[] {first, second});
    }

    /** Calls an action with two arguments without waiting. */
    public final <P1 extends @Nullable Object, P2 extends @Nullable Object, R extends @Nullable Object>
            CompletableFuture<R> callAsync(
                    ActionReference.Returning2<? super A, P1, P2, R> action, P1 first, P2 second) {
        ActionMethod method = ActionMethod.of(action);
        return invokeAsync(method.name(), method.returnType(), new @Nullable Object[] {first, second});
    }

    /** Calls an action with two arguments and no result without waiting. */
    public final <P1 extends @Nullable Object, P2 extends @Nullable Object> CompletableFuture<@Nullable Void> callAsync(
            ActionReference.Void2<? super A, P1, P2> action, P1 first, P2 second) {
        return invokeAsync(ActionMethod.of(action).name(), void.class, new @Nullable Object[] {first, second});
    }

    /** Calls an action with two arguments and drops its outcome. */
    public final <P1 extends @Nullable Object, P2 extends @Nullable Object> void send(
            ActionReference.Void2<? super A, P1, P2> action, P1 first, P2 second) {
        invokeAndForget(ActionMethod.of(action).name(), new @Nullable Object[] {first, second});
    }

    /** Calls an action with three arguments and waits for its result. */
    public final <
                    P1 extends @Nullable Object,
                    P2 extends @Nullable Object,
                    P3 extends @Nullable Object,
                    R extends @Nullable Object>
            R call(ActionReference.Returning3<? super A, P1, P2, P3, R> action, P1 first, P2 second, P3 third) {
        ActionMethod method = ActionMethod.of(action);
        return invoke(method.name(), method.returnType(), new @Nullable Object[] {first, second, third});
    }

    /** Calls an action with three arguments and waits for its end. */
    public final <P1 extends @Nullable Object, P2 extends @Nullable Object, P3 extends @Nullable Object> void call(
            ActionReference.Void3<? super A, P1, P2, P3> action, P1 first, P2 second, P3 third) {
        ActionMethod method = ActionMethod.of(action);
        this.<@Nullable Object>invoke(method.name(), void.class, new @Nullable Object[] {first, second, third});
    }

    /** Calls an action with three arguments without waiting. */
    public final <
                    P1 extends @Nullable Object,
                    P2 extends @Nullable Object,
                    P3 extends @Nullable Object,
                    R extends @Nullable Object>
            CompletableFuture<R> callAsync(
                    ActionReference.Returning3<? super A, P1, P2, P3, R> action, P1 first, P2 second, P3 third) {
        ActionMethod method = ActionMethod.of(action);
        return invokeAsync(method.name(), method.returnType(), new @Nullable Object[] {first, second, third});
    }

    /** Calls an action with three arguments and no result without waiting. */
    public final <P1 extends @Nullable Object, P2 extends @Nullable Object, P3 extends @Nullable Object>
            CompletableFuture<@Nullable Void> callAsync(
                    ActionReference.Void3<? super A, P1, P2, P3> action, P1 first, P2 second, P3 third) {
        return invokeAsync(ActionMethod.of(action).name(), void.class, new @Nullable Object[] {first, second, third});
    }

    /** Calls an action with three arguments and drops its outcome. */
    public final <P1 extends @Nullable Object, P2 extends @Nullable Object, P3 extends @Nullable Object> void send(
            ActionReference.Void3<? super A, P1, P2, P3> action, P1 first, P2 second, P3 third) {
        invokeAndForget(ActionMethod.of(action).name(), new @Nullable Object[] {first, second, third});
    }
}
