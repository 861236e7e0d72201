package dev.dowel.runtime.activation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dowel.ActorError;
import dev.dowel.Connection;
import dev.dowel.WebSocketSession;
import dev.dowel.protocol.Limits;
import dev.dowel.runtime.RawOutlet;
import dev.dowel.runtime.RawRequest;
import dev.dowel.runtime.commit.Output;
import dev.dowel.runtime.failure.Failure;
import dev.dowel.runtime.turn.TurnScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A raw WebSocket as the actor's code sees it. Confined to the actor's turn. */
final class RawSession extends ReceivedHead implements WebSocketSession {

    private static final int MAX_REASON_BYTES = 123;

    private final TurnScope scope;
    private final Connection connection;
    private final RawOutlet outlet;
    private final boolean restored;
    private final List<Runnable> early = new ArrayList<>(0);
    private @Nullable MessageHandler messageHandler;
    private @Nullable CloseHandler closeHandler;
    private boolean opened;

    RawSession(TurnScope scope, Connection connection, RawRequest request, RawOutlet outlet, boolean restored) {
        super(request);
        this.scope = scope;
        this.connection = connection;
        this.outlet = outlet;
        this.restored = restored;
    }

    /** {@code onWebSocket} has returned, or there is none: what waited for it happens, in order. */
    void opened() {
        opened = true;
        List<Runnable> waited = List.copyOf(early);
        early.clear();
        waited.forEach(Runnable::run);
    }

    /** {@code onWebSocket} has failed: what waited for it does not happen. */
    void refused() {
        early.clear();
    }

    /** Does something now, or when {@code onWebSocket} has returned. */
    void whenOpened(Runnable next) {
        if (opened) {
            next.run();
        } else {
            early.add(next);
        }
    }

    /** What takes messages; without one they are dropped. */
    Optional<MessageHandler> messageHandler() {
        return Optional.ofNullable(messageHandler);
    }

    /** What is told about the end. */
    Optional<CloseHandler> closeHandler() {
        return Optional.ofNullable(closeHandler);
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public boolean isRestored() {
        return restored;
    }

    @Override
    public void onMessage(MessageHandler handler) {
        messageHandler = handler;
    }

    @Override
    public void onClose(CloseHandler handler) {
        closeHandler = handler;
    }

    @Override
    public void send(String text) {
        checkSize(text.length() > Limits.OUTGOING_MESSAGE_BYTES / 3 ? text.getBytes(UTF_8).length : 0);
        leave(() -> outlet.text(text));
    }

    @Override
    public void send(byte[] bytes) {
        checkSize(bytes.length);
        leave(() -> outlet.binary(bytes));
    }

    private static void checkSize(int bytes) {
        if (bytes > Limits.OUTGOING_MESSAGE_BYTES) {
            throw new ActorError("message", "outgoing_too_long", "Outgoing message too long", null);
        }
    }

    @Override
    public void close(int code, String reason) {
        if (code != 1000 && (code < 3000 || code > 4999)) {
            throw new IllegalArgumentException("A socket is closed with 1000 or 3000 to 4999, not " + code + ".");
        }
        if (reason.getBytes(UTF_8).length > MAX_REASON_BYTES) {
            throw new IllegalArgumentException("A close reason has at most " + MAX_REASON_BYTES + " bytes.");
        }
        leave(() -> outlet.close(code, reason));
    }

    private void leave(Runnable release) {
        scope.current().add(new Output() {
            @Override
            public void release() {
                release.run();
            }

            @Override
            public void fail(Failure failure) {
                // The turn that wanted to send did not happen.
            }
        });
    }
}
