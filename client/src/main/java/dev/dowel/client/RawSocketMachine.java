package dev.dowel.client;

import static dev.dowel.client.ClientLimits.CLOSE_WAIT;
import static dev.dowel.client.ClientLimits.HEARTBEAT;
import static dev.dowel.client.ClientLimits.OPEN_TIMEOUT;

import dev.dowel.ActorError;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The life of one raw WebSocket: opening, messages one at a time, its end, which is told once.
 *
 * <p>The methods of the first section are for any thread; everything else is a step of the socket's loop. The next message is
 * asked for when the listener is done with the one before, so a slow listener slows its sender down and nothing piles up.
 */
final class RawSocketMachine implements SocketTransport.Events {

    private enum State {
        OPENING,
        OPEN,
        CLOSING,
        OVER
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Message(byte[] bytes, boolean text) {}

    private final ClientContext context;
    private final RawWebSocket owner;
    private final RawWebSocketListener listener;
    private final ConnectionLoop loop = new ConnectionLoop();
    private final ListenerQueue calls;
    private final CompletableFuture<@Nullable Void> over = new CompletableFuture<>();

    private final ArrayDeque<Message> early = new ArrayDeque<>();
    private final AtomicLong earlyBytes = new AtomicLong();
    private volatile State state = State.OPENING;
    private volatile SocketTransport.@Nullable Socket socket;
    private Timers.@Nullable Timer alarm;
    private boolean heard;
    private boolean delivering;
    private Runnable lastWord = () -> {};

    RawSocketMachine(ClientContext context, RawWebSocket owner, RawWebSocketListener listener) {
        this.context = context;
        this.owner = owner;
        this.listener = listener;
        this.calls = new ListenerQueue(
                context.listeners(), ClientLimits.LISTENER_QUEUE_EVENTS, ClientLimits.LISTENER_QUEUE_BYTES);
    }

    // From any thread

    void start(CompletableFuture<SocketTransport.Request> request) {
        loop.execute(() -> alarm(OPEN_TIMEOUT, this::openingTakesTooLong));
        Completions.whenDone(request, (made, failure) -> loop.execute(() -> open(made, failure)));
    }

    void send(byte[] bytes, boolean text) {
        if (state == State.CLOSING || state == State.OVER) {
            throw ClientErrors.closed("WebSocket");
        }
        SocketTransport.Socket current = socket;
        long unsent = earlyBytes.get() + (current == null ? 0 : current.queuedBytes());
        if (unsent + bytes.length > ClientLimits.CONNECTION_OUTBOUND_BYTES) {
            throw ClientErrors.overloaded("bytes of this WebSocket are not sent yet");
        }
        loop.execute(() -> write(new Message(bytes, text)));
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    String describe() {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** Begins to close; the future completes when the socket is gone. */
    CompletableFuture<?> close(int code, String reason) {
        loop.execute(() -> beginClose(code, reason));
        return over;
    }

    /** Ends without waiting for the server any longer. */
    void abandon() {
        loop.execute(() -> end(lastWord));
    }

    @Override
    public void opened() {
        loop.execute(this::nowOpen);
    }

    @Override
    public void message(byte[] message, boolean text) {
        loop.execute(() -> deliver(new Message(message, text)));
    }

    @Override
    public void heard() {
        loop.execute(() -> heard = true);
    }

    @Override
    public void closed(int code, String reason) {
        loop.execute(() -> end(() -> listener.onClose(owner, code, reason)));
    }

    @Override
    public void failed(ActorError error) {
        loop.execute(() -> {
            switch (state) {
                case OPENING -> fail(ClientErrors.notOpened(error));
                case OPEN -> fail(error);
                case CLOSING -> end(lastWord);
                case OVER -> {}
            }
        });
    }

    // Steps

    private void open(SocketTransport.@Nullable Request made, @Nullable Throwable failure) {
        if (state != State.OPENING) {
            return;
        }
        if (made == null) {
            fail(failure == null ? ClientErrors.closed("WebSocket") : Waiting.error(failure));
            return;
        }
        try {
            socket = context.sockets().open(made, this);
        } catch (IllegalArgumentException e) {
            fail(ClientErrors.invalidArgument(e));
        }
    }

    private void openingTakesTooLong() {
        if (state == State.OPENING) {
            fail(ClientErrors.notAccepted(OPEN_TIMEOUT));
        }
    }

    private void nowOpen() {
        if (state != State.OPENING) {
            return;
        }
        state = State.OPEN;
        heard = true;
        alarm(HEARTBEAT, this::beat);
        calls.add(() -> listener.onOpen(owner));
        early.forEach(this::write);
        early.clear();
        earlyBytes.set(0);
    }

    private void write(Message message) {
        switch (state) {
            case OPENING -> {
                early.add(message);
                earlyBytes.addAndGet(message.bytes().length);
            }
            case OPEN -> socket().send(message.bytes(), message.text());
            case CLOSING, OVER -> {} // closed meanwhile
        }
    }

    private void deliver(Message message) {
        heard = true;
        switch (state) {
            case OPEN -> {
                delivering = true;
                calls.add(() -> call(message));
            }
            case CLOSING -> socket().next(); // on the way to the server's goodbye
            case OPENING, OVER -> {}
        }
    }

    private void call(Message message) {
        try {
            if (message.text()) {
                listener.onText(owner, new String(message.bytes(), StandardCharsets.UTF_8));
            } else {
                listener.onBinary(owner, message.bytes());
            }
        } finally {
            loop.execute(this::delivered);
        }
    }

    private void delivered() {
        delivering = false;
        if (state != State.OVER) {
            socket().next();
        }
    }

    private void beat() {
        if (state != State.OPEN) {
            return;
        }
        // While a message is delivered nothing is read, and so nothing can be heard.
        if (heard || delivering) {
            heard = false;
            socket().ping();
            alarm(HEARTBEAT, this::beat);
        } else {
            fail(ClientErrors.silent(HEARTBEAT));
        }
    }

    private void beginClose(int code, String reason) {
        switch (state) {
            case OPENING -> end(() -> listener.onClose(owner, code, reason));
            case OPEN -> {
                state = State.CLOSING;
                lastWord = () -> listener.onClose(owner, code, reason);
                socket().close(code, reason);
                alarm(CLOSE_WAIT, () -> end(lastWord));
            }
            case CLOSING, OVER -> {}
        }
    }

    private void fail(ActorError error) {
        end(() -> listener.onError(owner, error));
    }

    private void end(Runnable word) {
        if (state == State.OVER) {
            return;
        }
        state = State.OVER;
        if (alarm != null) {
            alarm.cancel();
        }
        early.clear();
        SocketTransport.Socket current = socket;
        if (current != null) {
            current.abort();
        }
        calls.add(word);
        context.ended(owner);
        over.complete(null);
    }

    private void alarm(Duration delay, Runnable step) {
        if (alarm != null) {
            alarm.cancel();
        }
        alarm = context.timers().after(delay, () -> loop.execute(step));
    }

    private SocketTransport.Socket socket() {
        SocketTransport.Socket current = socket;
        if (current == null) {
            throw new IllegalStateException("not opened");
        }
        return current;
    }
}
