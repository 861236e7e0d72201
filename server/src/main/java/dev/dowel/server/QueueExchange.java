package dev.dowel.server;

import dev.dowel.protocol.ActorSpecifier;
import dev.dowel.protocol.Limits;
import dev.dowel.protocol.QueueBodies;
import dev.dowel.protocol.QueueRequest;
import dev.dowel.runtime.Caller;
import dev.dowel.runtime.QueueSend;
import dev.dowel.runtime.QueueSink;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One message for a queue (protocol 6). Threads as in {@link StatelessExchange}.
 *
 * <p>A client that goes away while it waits takes nothing back: its message is stored, only nobody waits for it any more.
 */
final class QueueExchange extends StatelessExchange implements QueueSink {

    private static final Duration DEFAULT_WAIT = Duration.ofMillis(Limits.DEFAULT_QUEUE_WAIT_MILLIS);

    private final Route.Queue route;

    // Written before the answer, by a thread that the runtime orders before the one that answers.
    private Runnable forget = () -> {};

    // Written by the thread that answers, before the entry is posted; read by the loop, after.
    private boolean timedOut;
    private byte @Nullable [] value;

    QueueExchange(HttpExchange exchange, Route.Queue route) {
        super(exchange);
        this.route = route;
    }

    /** Hands the message to the runtime. */
    void send(BoundedBytes body) {
        begin(route.target(), route.path(), route.skipReadyWait(), body);
    }

    @Override
    void start(Caller caller, byte[] body) {
        QueueRequest request = QueueBodies.readRequest(encoding(), body);
        var send = new QueueSend(
                route.name(), request.body(), SendHeaders.read(exchange().headers()), patience(request));
        exchange().gateway().runtime().enqueue(route.target(), caller, send, this);
    }

    private static Optional<Duration> patience(QueueRequest request) {
        return request.isWaiting() ? Optional.of(request.timeout().orElse(DEFAULT_WAIT)) : Optional.empty();
    }

    @Override
    public void waits(Runnable giveUp) {
        forget = exchange().connection().whenGone(giveUp);
    }

    @Override
    public void stored(ActorSpecifier actor) {
        answered(actor);
    }

    @Override
    public void completed(ActorSpecifier actor, byte @Nullable [] response) {
        value = response;
        answered(actor);
    }

    @Override
    public void timedOut(ActorSpecifier actor) {
        timedOut = true;
        answered(actor);
    }

    @Override
    void onAnswer() {
        forget.run();
    }

    @Override
    byte[] answer() {
        return timedOut ? QueueBodies.timedOut(encoding()) : QueueBodies.completed(encoding(), value);
    }
}
