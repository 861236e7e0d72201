package dev.dowel.testkit;

import dev.dowel.QueueReply;
import dev.dowel.protocol.ActorSpecifier;
import dev.dowel.protocol.ConnectionFrames;
import dev.dowel.protocol.ErrorBody;
import dev.dowel.protocol.RawValue;
import dev.dowel.protocol.Values;
import dev.dowel.protocol.WireException;
import dev.dowel.runtime.QueueSink;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Takes the answer to one message for a queue. Test's thread only.
 *
 * @param <R> what messages of the queue are completed with
 */
final class QueueAnswer<R extends @Nullable Object> implements QueueSink, ServerLife.Waiting {

    private final ServerLife life;
    private final TestFuture<QueueReply<R>> future;
    private final Type type;

    /** Waits for an answer from now on. */
    QueueAnswer(ServerLife life, TestFuture<QueueReply<R>> future, Type type) {
        this.life = life;
        this.future = future;
        this.type = type;
        life.waits(this);
    }

    @Override
    public void stored(ActorSpecifier actor) {
        completed(actor, null);
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // a queue whose answers may be null says so in its type
    public void completed(ActorSpecifier actor, byte @Nullable [] response) {
        if (!life.serves(this)) {
            return;
        }
        try {
            R value = response == null || type == Void.class
                    ? (R) null
                    : Values.decode(RawValue.of(response, ConnectionFrames.payloadDialect(Credentials.ENCODING)), type);
            future.complete(new QueueReply.Completed<>(value));
        } catch (WireException e) {
            future.completeExceptionally(CallErrors.invalidResponse(e));
        }
    }

    @Override
    public void timedOut(ActorSpecifier actor) {
        if (life.serves(this)) {
            future.complete(new QueueReply.TimedOut<>());
        }
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
