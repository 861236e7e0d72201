package dev.dowel.client;

import dev.dowel.ActorError;
import dev.dowel.ActorHandle;
import dev.dowel.QueueReply;
import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.QueueResponse;
import dev.dowel.protocol.RawValue;
import dev.dowel.protocol.UnserializableValueException;
import dev.dowel.protocol.Values;
import dev.dowel.protocol.WireException;
import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Turns messages with Java values into messages with bytes, and their answers back. Values are encoded and decoded on the
 * caller's thread, those of asynchronous sends are decoded on the client's threads.
 *
 * <p>Usable from any thread.
 */
final class TypedSends {

    private static final RawValue NOTHING = RawValue.of(Values.undefined(Dialect.JSON), Dialect.JSON);

    /** A way to the actor's queues. */
    interface Route {
        /** Sends a message. Fails with {@link ActorError}; cancelling the future abandons the request. */
        CompletableFuture<QueueResponse> send(ActorHandle.Sending sending, byte[] body);
    }

    private final Route route;
    private final Dialect dialect;
    private final Executor threads;

    /**
     * Creates the conversion for one route.
     *
     * @param threads where futures given to users complete
     */
    TypedSends(Route route, Dialect dialect, Executor threads) {
        this.route = route;
        this.dialect = dialect;
        this.threads = threads;
    }

    <R extends @Nullable Object> QueueReply<R> enqueue(ActorHandle.Sending sending) {
        Waiting.checkInterrupt();
        return reply(sending, Waiting.forResult(begin(sending)));
    }

    <R extends @Nullable Object> CompletableFuture<QueueReply<R>> enqueueAsync(ActorHandle.Sending sending) {
        CompletableFuture<QueueResponse> answer;
        try {
            answer = begin(sending);
        } catch (ActorError e) {
            return CompletableFuture.failedFuture(e);
        }
        var result = new CompletableFuture<QueueReply<R>>();
        Completions.passCancellation(result, answer);
        Completions.whenDone(
                answer,
                (response, failure) -> Completions.run(threads, () -> finish(result, sending, response, failure)));
        return result;
    }

    private CompletableFuture<QueueResponse> begin(ActorHandle.Sending sending) {
        byte[] body;
        try {
            body = Values.encode(dialect, sending.body());
        } catch (UnserializableValueException e) {
            throw ClientErrors.invalidArgument(e);
        }
        return route.send(sending, body);
    }

    private static <R extends @Nullable Object> void finish(
            CompletableFuture<QueueReply<R>> result,
            ActorHandle.Sending sending,
            @Nullable QueueResponse response,
            @Nullable Throwable failure) {
        if (response == null) {
            result.completeExceptionally(failure == null ? ClientErrors.closed("call") : Waiting.error(failure));
            return;
        }
        try {
            result.complete(reply(sending, response));
        } catch (ActorError e) {
            result.completeExceptionally(e);
        }
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // a queue whose answers can be null is of a nullable type
    private static <R extends @Nullable Object> QueueReply<R> reply(
            ActorHandle.Sending sending, QueueResponse response) {
        return switch (response) {
            case QueueResponse.TimedOut ignored -> new QueueReply.TimedOut<>();
            case QueueResponse.Completed completed ->
                new QueueReply.Completed<>(
                        sending.patience().isEmpty()
                                ? (R) null
                                : (R) value(completed.value(), sending.queue().replyType()));
        };
    }

    private static @Nullable Object value(@Nullable RawValue value, Type type) {
        if (type == Void.class) {
            return null;
        }
        try {
            return Values.decode(value == null ? NOTHING : value, type);
        } catch (WireException e) {
            throw ClientErrors.invalidResponse(e);
        }
    }
}
