package dev.dowel.client;

import dev.dowel.ActorError;
import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.RawValue;
import dev.dowel.protocol.UnserializableValueException;
import dev.dowel.protocol.Values;
import dev.dowel.protocol.WireException;
import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Turns calls with Java values into calls with bytes and back, the same for every way a call can go. Values are encoded
 * and decoded on the caller's thread, those of asynchronous calls are decoded on the
 * client's threads.
 *
 * <p>Usable from any thread.
 */
final class TypedCalls {

    /** A way to the actor. */
    interface Route {
        /** Sends a call. Fails with {@link ActorError}; cancelling the future forgets the call. */
        CompletableFuture<RawValue> call(String action, byte[] arguments);

        /** Sends a call whose outcome nobody waits for. */
        void send(String action, byte[] arguments);
    }

    private final Route route;
    private final Dialect dialect;
    private final Executor threads;

    /**
     * Creates the conversion for one route.
     *
     * @param threads where futures given to users complete
     */
    TypedCalls(Route route, Dialect dialect, Executor threads) {
        this.route = route;
        this.dialect = dialect;
        this.threads = threads;
    }

    <R extends @Nullable Object> R invoke(String action, Type returnType, @Nullable Object[] arguments) {
        Waiting.checkInterrupt();
        RawValue output = Waiting.forResult(route.call(action, encode(arguments)));
        return decode(output, returnType);
    }

    <R extends @Nullable Object> CompletableFuture<R> invokeAsync(
            String action, Type returnType, @Nullable Object[] arguments) {
        CompletableFuture<RawValue> answer;
        try {
            answer = route.call(action, encode(arguments));
        } catch (ActorError e) {
            return CompletableFuture.failedFuture(e);
        }
        var result = new CompletableFuture<R>();
        Completions.passCancellation(result, answer);
        Completions.whenDone(
                answer,
                (output, failure) -> Completions.run(threads, () -> finish(result, returnType, output, failure)));
        return result;
    }

    void invokeAndForget(String action, @Nullable Object[] arguments) {
        route.send(action, encode(arguments));
    }

    private <R extends @Nullable Object> void finish(
            CompletableFuture<R> result, Type returnType, @Nullable RawValue output, @Nullable Throwable failure) {
        if (output == null) {
            result.completeExceptionally(failure == null ? ClientErrors.closed("call") : Waiting.error(failure));
            return;
        }
        try {
            result.complete(decode(output, returnType));
        } catch (ActorError e) {
            result.completeExceptionally(e);
        }
    }

    private byte[] encode(@Nullable Object[] arguments) {
        try {
            return Values.encodeArguments(dialect, arguments);
        } catch (UnserializableValueException e) {
            throw ClientErrors.invalidArgument(e);
        }
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // an action that returns null is called for a nullable type
    private static <R extends @Nullable Object> R decode(RawValue output, Type returnType) {
        if (returnType == void.class || returnType == Void.class) {
            return (R) null;
        }
        try {
            return Values.decode(output, returnType);
        } catch (WireException e) {
            throw ClientErrors.invalidResponse(e);
        }
    }
}
