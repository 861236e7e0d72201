package dev.dowel.runtime.activation;

import dev.dowel.ActorHandle;
import dev.dowel.Queue;
import dev.dowel.QueueReply;
import dev.dowel.SendOptions;
import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.RawValue;
import dev.dowel.protocol.Values;
import dev.dowel.runtime.Target;
import dev.dowel.runtime.commit.SealedTurn;
import dev.dowel.runtime.failure.Failure;
import dev.dowel.runtime.failure.Failures;
import dev.dowel.runtime.queue.QueueBook;
import dev.dowel.runtime.turn.Turn;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A message that one actor of this server sends to a queue of another. Its sender gets the answer when the turn that stored it
 * is sealed, before that is durable, and its gate waits for it; or, if it waits for the message to be completed, when that is
 * durable.
 *
 * @param <R> what messages of the queue are completed with
 */
final class LocalSend<R extends @Nullable Object> implements WaitingSenders.Sender {

    private final Activation<?> caller;
    private final Queue<?, ?> queue;
    private final RawValue body;
    private final SendOptions options;
    private final Optional<Duration> patience;
    private final CompletableFuture<QueueReply<R>> answer = new CompletableFuture<>();

    private LocalSend(
            Activation<?> caller, Queue<?, ?> queue, RawValue body, SendOptions options, Optional<Duration> patience) {
        this.caller = caller;
        this.queue = queue;
        this.body = body;
        this.options = options;
        this.patience = patience;
    }

    /** Sends to another actor, or to the same one from outside of its turn. */
    static <R extends @Nullable Object> CompletableFuture<QueueReply<R>> start(
            Activation<?> caller, Target target, ActorHandle.Sending sending) {
        LocalSend<R> send = new LocalSend<>(
                caller, sending.queue(), encoded(sending.body()), sending.options(), sending.patience());
        caller.parts().dispatcher().dispatch(Work.of(target, send::store, send::fail));
        return send.answer;
    }

    /** Sends to a queue of the actor itself, in its turn. */
    static <R extends @Nullable Object> QueueReply<R> toSelf(Activation<?> self, ActorHandle.Sending sending) {
        if (sending.patience().isPresent()) {
            throw Failures.waitCycle(sending.queue().name()).toException();
        }
        RawValue body = encoded(sending.body());
        Sends.check(self.definition().queues().get(sending.queue().name()), body);
        self.queues().book().add(sending.queue().name(), body, sending.options());
        return new QueueReply.TimedOut<>(); // nobody looks: it was not to be waited for
    }

    private static RawValue encoded(@Nullable Object body) {
        return RawValue.of(Values.encode(Dialect.COMPAT_CBOR, body), Dialect.COMPAT_CBOR);
    }

    private void store(Activation<?> activation) {
        TurnPlan plan = new HookRunner<>(activation).plan("queue " + queue.name(), null, this::fail);
        activation.turns().run(plan, turn -> store(activation, turn));
    }

    private void store(Activation<?> activation, Turn turn) {
        Queue<?, ?> declared = activation.definition().queues().get(queue.name());
        if (declared == null) {
            throw Failures.queueNotDeclared(queue.name()).toException();
        }
        Sends.check(declared, body);
        QueueBook.Receipt receipt = activation.queues().book().add(queue.name(), body, options);
        if (patience.isPresent()) {
            activation.queues().senders().await(turn, receipt, this, patience.get());
        } else {
            turn.replyLocally(this::stored);
        }
    }

    private void stored(@Nullable SealedTurn dependsOn) {
        if (dependsOn != null) {
            caller.gate().sawResultOf(dependsOn);
        }
        answer.complete(new QueueReply.TimedOut<>());
    }

    @Override
    public Dialect dialect() {
        return Dialect.COMPAT_CBOR;
    }

    @Override
    @SuppressWarnings("NullAway") // a queue whose answers may be null says so in its type
    public void completed(byte @Nullable [] response) {
        try {
            R value = response == null
                    ? null
                    : Values.decode(RawValue.of(response, Dialect.COMPAT_CBOR), queue.replyType());
            answer.complete(new QueueReply.Completed<>(value));
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    @Override
    public void timedOut() {
        answer.complete(new QueueReply.TimedOut<>());
    }

    @Override
    public void fail(Failure failure) {
        answer.completeExceptionally(failure.toException());
    }
}
