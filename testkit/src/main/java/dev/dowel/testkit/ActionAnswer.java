package dev.dowel.testkit;

import dev.dowel.protocol.ActorSpecifier;
import dev.dowel.protocol.ConnectionFrames;
import dev.dowel.protocol.ErrorBody;
import dev.dowel.protocol.RawValue;
import dev.dowel.protocol.Values;
import dev.dowel.protocol.WireException;
import dev.dowel.runtime.ReplySink;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Takes the answer to one action. Test's thread only.
 *
 * @param <R> the action's result
 */
final class ActionAnswer<R extends @Nullable Object> implements ReplySink, ServerLife.Waiting {

    private final ServerLife life;
    private final TestFuture<R> future;
    private final Type type;

    /** Waits for an answer from now on. */
    ActionAnswer(ServerLife life, TestFuture<R> future, Type type) {
        this.life = life;
        this.future = future;
        this.type = type;
        life.waits(this);
    }

    @Override
    public void succeed(ActorSpecifier actor, byte[] output) {
        if (life.serves(this)) {
            complete(future, RawValue.of(output, ConnectionFrames.payloadDialect(Credentials.ENCODING)), type);
        }
    }

    /** Gives a result to who waits for it. */
    static <R extends @Nullable Object> void complete(TestFuture<R> future, RawValue output, Type type) {
        try {
            future.complete(decode(output, type));
        } catch (WireException e) {
            future.completeExceptionally(CallErrors.invalidResponse(e));
        }
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // an action that returns null is called for a nullable type
    private static <R extends @Nullable Object> R decode(RawValue output, Type type) {
        return type == void.class || type == Void.class ? (R) null : Values.decode(output, type);
    }

    @Override
    public void fail(ErrorBody error, @Nullable String traceId) {
        if (life.serves(this)) {
            future.completeExceptionally(CallErrors.reported(error, traceId));
        }
    }

    @Override
    public void lost(String how) {
        future.completeExceptionally(CallErrors.lost(how));
    }
}
