package dev.dowel.client;

import static dev.dowel.client.ClientLimits.CLOSE_WAIT;
import static dev.dowel.client.ClientLimits.HEARTBEAT;
import static dev.dowel.client.ClientLimits.OPEN_TIMEOUT;
import static dev.dowel.client.ClientLimits.RECONNECT_STABLE;

import dev.dowel.ActorError;
import dev.dowel.protocol.ConnectionFrames;
import dev.dowel.protocol.RawValue;
import dev.dowel.protocol.ServerMessage;
import dev.dowel.protocol.WireException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The life of one connection: attempts to open a socket, its loss, the next attempt, its end (protocol 4.4).
 *
 * <p>The methods of the first section are for any thread; everything else is a step of the connection's loop. The
 * invariants, of this class and of {@link ConnectionTraffic}:
 *
 * <ol>
 *   <li>Nothing is sent before the actor's Init; after it first the subscriptions, then the calls in the order they were
 *       made.
 *   <li>A call is sent at most once. One that was sent when its socket is lost fails, since it may have run; one that was
 *       not stays queued.
 *   <li>Every call ends: with its answer, with the loss of its socket, with the end of the connection, or at its time limit.
 *   <li>While connected, the server has been told of exactly the events that have listeners.
 *   <li>What happens to any socket but the current one changes nothing.
 * </ol>
 */
final class ConnectionMachine {

    private final ClientContext context;
    private final Supplier<CompletableFuture<SocketTransport.Request>> request;
    private final ReconnectPolicy policy;
    private final ConnectionSignals signals;
    private final Runnable onEnd;

    private final ConnectionLoop loop = new ConnectionLoop();
    private final ConnectionTraffic traffic;
    private final ConnectionState state;

    private @Nullable SocketAttempt current;
    private Timers.@Nullable Timer reconnect;
    private int failures;
    private long connectedAt;

    /**
     * Creates a connection that is not started.
     *
     * @param request what to open, made anew for each attempt
     * @param onEnd called once when it is over
     */
    ConnectionMachine(
            ClientContext context,
            Supplier<CompletableFuture<SocketTransport.Request>> request,
            ReconnectPolicy policy,
            ConnectionSignals signals,
            Runnable onEnd) {
        this.context = context;
        this.request = request;
        this.policy = policy;
        this.signals = signals;
        this.onEnd = onEnd;
        this.state = new ConnectionState(context.threads());
        this.traffic = new ConnectionTraffic(context.settings(), context.timers(), loop, signals);
    }

    // From any thread

    void start() {
        loop.execute(this::attempt);
    }

    /** Sends a call as soon as the connection is open; false if too many wait already. */
    boolean call(String action, byte[] arguments, @Nullable CompletableFuture<RawValue> answer) {
        if (loop.backlog() > ClientLimits.CONNECTION_CALLS) {
            return false;
        }
        loop.execute(() -> traffic.call(action, arguments, answer));
        return true;
    }

    void add(EventListener<?> listener) {
        loop.execute(() -> traffic.add(listener));
    }

    void remove(EventListener<?> listener) {
        loop.execute(() -> traffic.remove(listener));
    }

    /** Begins to close; the future completes when the server has answered or need not be waited for any more. */
    CompletableFuture<@Nullable Void> close() {
        loop.execute(this::beginClose);
        return state.over();
    }

    /** Ends without waiting for the server any longer. */
    void abandon() {
        loop.execute(() -> {
            beginClose();
            finish();
        });
    }

    ConnectionState state() {
        return state;
    }

    // What happens to the current socket

    /** Runs a step on behalf of a socket, unless it was given up. */
    void ifCurrent(SocketAttempt attempt, Runnable step) {
        if (attempt == current) {
            step.run();
        }
    }

    void message(byte[] frame) {
        if (state.is(ConnectionStatus.CLOSED)) {
            return;
        }
        ServerMessage message;
        try {
            message = ConnectionFrames.readServer(context.settings().encoding(), frame);
        } catch (WireException e) {
            // As the published clients do: a message of a later version must not cost the connection.
            tell(ClientErrors.invalidResponse(e));
            return;
        }
        switch (message) {
            case ServerMessage.Init init -> accepted(init);
            case ServerMessage.ActionResponse response -> traffic.answered(response);
            case ServerMessage.Event event -> keepUp(traffic.event(event));
            case ServerMessage.Failure failure -> reported(failure);
        }
    }

    void closed(CloseReason reason) {
        Optional<ActorError> error = reason.error();
        switch (state.status()) {
            case CONNECTING -> attemptFailed(error.orElseGet(() -> ClientErrors.notOpened(reason.described(), null)));
            case CONNECTED -> lost(ClientErrors.connectionLost(reason.described(), null), error);
            case CLOSED -> finish();
            case IDLE, DISCONNECTED -> throw new IllegalStateException("a socket while " + state.status());
        }
    }

    void failed(ActorError error) {
        switch (state.status()) {
            case CONNECTING -> attemptFailed(ClientErrors.notOpened(error));
            case CONNECTED -> lost(error, Optional.of(error));
            case CLOSED -> finish();
            case IDLE, DISCONNECTED -> throw new IllegalStateException("a socket while " + state.status());
        }
    }

    // Steps

    private void attempt() {
        if (state.is(ConnectionStatus.CLOSED)) {
            return;
        }
        become(ConnectionStatus.CONNECTING);
        var attempt = new SocketAttempt(this, loop, context.timers());
        current = attempt;
        attempt.alarm(OPEN_TIMEOUT, () -> attemptFailed(ClientErrors.notAccepted(OPEN_TIMEOUT)));
        Completions.whenDone(
                request.get(),
                (made, failure) -> loop.execute(() -> ifCurrent(attempt, () -> open(attempt, made, failure))));
    }

    private void open(SocketAttempt attempt, SocketTransport.@Nullable Request made, @Nullable Throwable failure) {
        if (made == null) {
            attemptFailed(failure == null ? ClientErrors.closed("connection") : Waiting.error(failure));
            return;
        }
        try {
            attempt.open(context.sockets(), made);
        } catch (IllegalArgumentException e) {
            end(ClientErrors.invalidArgument(e));
        }
    }

    private void accepted(ServerMessage.Init init) {
        if (!state.is(ConnectionStatus.CONNECTING) || current == null) {
            return;
        }
        connectedAt = context.timers().nanoTime();
        state.connected(new ConnectionState.Identity(init.actorId(), init.connectionId()));
        keepUp(signals.status(ConnectionStatus.CONNECTED));
        current.alarm(HEARTBEAT, this::beat);
        traffic.opened(current.socket());
    }

    private void beat() {
        if (!state.is(ConnectionStatus.CONNECTED) || current == null) {
            return;
        }
        if (current.wasHeard()) {
            current.socket().ping();
            current.alarm(HEARTBEAT, this::beat);
        } else {
            ActorError silence = ClientErrors.silent(HEARTBEAT);
            lost(silence, Optional.of(silence));
        }
    }

    private void reported(ServerMessage.Failure failure) {
        ActorError error = ClientErrors.reported(failure.error(), null);
        if (failure.actionId() != null) {
            traffic.failed(failure.actionId(), error);
        } else if (state.is(ConnectionStatus.CONNECTING)) {
            attemptFailed(error);
        } else {
            tell(error);
        }
    }

    private void attemptFailed(ActorError error) {
        dropSocket();
        switch (policy.afterFailedAttempt(error)) {
            case END -> end(error);
            case RETRY -> {
                tell(error);
                attemptAgain(Math.max(failures, 1));
            }
            case RETRY_QUIETLY -> attemptAgain(Math.max(failures, 1));
        }
    }

    /**
     * The open socket is gone.
     *
     * @param forCalls what the calls that were sent fail with
     * @param reason the error that belongs to it, if it is more than a connection closed
     */
    private void lost(ActorError forCalls, Optional<ActorError> reason) {
        dropSocket();
        traffic.lost(forCalls);
        if (reason.isPresent() && policy.afterClose(reason.get()) == ReconnectPolicy.Verdict.END) {
            end(reason.get());
            return;
        }
        reason.ifPresent(this::tell);
        long open = context.timers().nanoTime() - connectedAt;
        attemptAgain(open >= RECONNECT_STABLE.toNanos() ? 0 : Math.max(failures, 1));
    }

    /** Plans the next attempt: the first after a connection that lasted comes at once. */
    private void attemptAgain(int failuresSoFar) {
        become(ConnectionStatus.DISCONNECTED);
        failures = failuresSoFar + 1;
        if (failuresSoFar == 0) {
            attempt();
            return;
        }
        Duration wait = context.reconnects().after(failuresSoFar);
        reconnect = context.timers().after(wait, () -> loop.execute(this::attempt));
    }

    private void beginClose() {
        if (state.is(ConnectionStatus.CLOSED)) {
            return;
        }
        boolean open = state.is(ConnectionStatus.CONNECTED);
        signals.silence();
        settle(ClientErrors.closed("connection"), null);
        if (open && current != null) {
            current.socket().close(1000, "Disposed");
            current.alarm(CLOSE_WAIT, this::finish);
        } else {
            finish();
        }
    }

    private void end(ActorError why) {
        if (!state.is(ConnectionStatus.CLOSED)) {
            settle(why, why);
            finish();
        }
    }

    /** Everything ends but the socket. */
    private void settle(ActorError why, @Nullable ActorError told) {
        state.ended(why);
        if (reconnect != null) {
            reconnect.cancel();
        }
        traffic.ended(why);
        signals.end(told);
    }

    private void finish() {
        dropSocket();
        if (state.over().complete(null)) {
            onEnd.run();
        }
    }

    private void dropSocket() {
        if (current != null) {
            current.drop();
            current = null;
        }
    }

    private void become(ConnectionStatus next) {
        state.become(next);
        keepUp(signals.status(next));
    }

    private void tell(ActorError error) {
        keepUp(signals.error(error));
    }

    private void keepUp(boolean kept) {
        if (!kept) {
            loop.execute(() -> end(ClientErrors.slowListener()));
        }
    }
}
