package dev.dowel.runtime.activation;

import dev.dowel.ActorError;
import dev.dowel.ActorHook;
import dev.dowel.Queue;
import dev.dowel.protocol.ConnectionFrames;
import dev.dowel.protocol.Dialect;
import dev.dowel.runtime.Caller;
import dev.dowel.runtime.QueueSend;
import dev.dowel.runtime.QueueSink;
import dev.dowel.runtime.commit.Output;
import dev.dowel.runtime.connection.ActorConnection;
import dev.dowel.runtime.failure.Failure;
import dev.dowel.runtime.queue.QueueBook;
import dev.dowel.runtime.turn.Turn;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A message sent over HTTP: a connection that lasts as long as it takes to store it (protocol 6). Confined to the actor's turn,
 * except its answer.
 */
record QueueCall(Caller caller, QueueSend send, QueueSink sink) {

    private static final Logger LOG = LoggerFactory.getLogger(QueueCall.class);

    <S extends @Nullable Object> void run(Activation<S> activation) {
        HookRunner<S> hooks = new HookRunner<>(activation);
        hooks.whileConnected(caller, this::fail, connection -> {
            TurnPlan plan = hooks.plan("queue " + send.queue(), connection, this::fail);
            activation.turns().run(plan, turn -> store(activation, connection, turn));
        });
    }

    private <S extends @Nullable Object> void store(Activation<S> activation, ActorConnection connection, Turn turn)
            throws Exception {
        if (activation.definition().hooks().contains(ActorHook.CAN_PUBLISH)
                && !activation.behavior().canPublish(connection, send.queue())) {
            throw new ActorError("auth", "forbidden", "This caller may not send to this queue.", null);
        }
        Queue<?, ?> queue = activation.definition().queues().get(send.queue());
        if (queue == null) {
            ignore(activation, turn);
            return;
        }
        Sends.check(queue, send.body());
        QueueBook.Receipt receipt = activation.queues().book().add(send.queue(), send.body(), send.options());
        if (send.patience().isPresent()) {
            Sender sender = new Sender(activation);
            activation
                    .queues()
                    .senders()
                    .await(turn, receipt, sender, send.patience().get());
        } else {
            turn.add(new Stored(activation));
        }
    }

    /** As in the reference system, a sender is not told that an actor has no such queue (protocol 6). */
    private void ignore(Activation<?> activation, Turn turn) {
        if (activation.queues().isFirstIgnored()) {
            LOG.warn(
                    "A message for queue \"{}\" of actor {} was ignored: the actor declares no such queue",
                    send.queue(),
                    activation.parts().address());
        }
        if (send.patience().isPresent()) {
            Sender sender = new Sender(activation);
            turn.afterSeal(() -> activation.gate().letOut(() -> sender.completed(null)));
        } else {
            turn.add(new Stored(activation));
        }
    }

    /** Nothing was stored. */
    void fail(Failure failure) {
        sink.fail(failure.error(), failure.traceId());
    }

    private final class Stored implements Output {

        private final Activation<?> activation;

        Stored(Activation<?> activation) {
            this.activation = activation;
        }

        @Override
        public void release() {
            sink.stored(activation.parts().specifier());
        }

        @Override
        public void fail(Failure failure) {
            QueueCall.this.fail(failure.at(activation.parts().specifier()));
        }
    }

    private final class Sender implements WaitingSenders.Sender {

        private final Activation<?> activation;

        Sender(Activation<?> activation) {
            this.activation = activation;
        }

        @Override
        public Dialect dialect() {
            return ConnectionFrames.payloadDialect(caller.encoding());
        }

        @Override
        public void waits(Runnable giveUp) {
            sink.waits(giveUp);
        }

        @Override
        public void completed(byte @Nullable [] response) {
            sink.completed(activation.parts().specifier(), response);
        }

        @Override
        public void timedOut() {
            sink.timedOut(activation.parts().specifier());
        }

        @Override
        public void fail(Failure failure) {
            QueueCall.this.fail(failure.at(activation.parts().specifier()));
        }
    }
}
