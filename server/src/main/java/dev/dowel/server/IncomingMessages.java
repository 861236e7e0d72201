package dev.dowel.server;

import dev.dowel.protocol.ErrorBody;
import dev.dowel.protocol.Limits;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one WebSocket on their way to who receives them: put together from fragments, and held up while too many
 * have no answer. Event loop only, except {@link #isPaused}.
 *
 * <p>While it is paused the socket is not read, and what one read brought beyond that waits here.
 */
final class IncomingMessages {

    private static final MessageReceiver NOBODY = new MessageReceiver() {
        @Override
        public void receive(byte[] message, boolean text) {}

        @Override
        public int pending() {
            return 0;
        }

        @Override
        public void gone(int code, String reason) {}
    };

    /** A whole message. */
    private record Message(byte[] bytes, boolean text) {}

    private final Channel channel;
    private final int most;
    private final Queue<Message> waiting = new ArrayDeque<>(0);
    private MessageReceiver receiver = NOBODY;
    private BoundedBytes message = new BoundedBytes(Limits.INCOMING_MESSAGE_BYTES);
    private boolean text;
    private final LargeMessages large;
    private final Backlog.Share fragments;
    /** Written by the loop; outlets look at it from other threads. */
    private volatile boolean paused;

    /**
     * Messages for nobody yet.
     *
     * @param most how many may be without an answer
     * @param backlog counts those of all sockets
     */
    IncomingMessages(Channel channel, int most, Backlog backlog) {
        this.channel = channel;
        this.large = new LargeMessages(backlog);
        this.fragments = backlog.share();
        this.most = most;
    }

    /** Gives messages to a receiver from now on. */
    void deliverTo(MessageReceiver newReceiver) {
        receiver = newReceiver;
    }

    /**
     * Takes a message, or a fragment of one. The decoder checked that fragments follow one another.
     *
     * @return why the socket has to be closed: the message is too long, or there is no room for it; or null
     */
    @Nullable
    ErrorBody add(WebSocketFrame fragment) {
        if (!(fragment instanceof ContinuationWebSocketFrame)) {
            text = fragment instanceof TextWebSocketFrame;
        }
        message.add(fragment.content());
        if (message.isBeyondLimit()) {
            return GatewayErrors.incomingTooLong(Limits.INCOMING_MESSAGE_BYTES);
        }
        countAnswered();
        boolean whole = fragment.isFinalFragment();
        boolean hasRoom = fragments.set(whole ? 0 : message.held()) && (!whole || large.add(message.held()));
        if (!hasRoom) {
            return GatewayErrors.tooMuchArrives();
        }
        if (whole) {
            Message complete = new Message(message.bytes(), text);
            message = new BoundedBytes(Limits.INCOMING_MESSAGE_BYTES);
            receive(complete);
        }
        return null;
    }

    private void countAnswered() {
        if (large.areOpen()) {
            large.unanswered(receiver.pending() + waiting.size());
        }
    }

    private void receive(Message whole) {
        if (paused) {
            waiting.add(whole);
            return;
        }
        deliver(whole);
        if (receiver.pending() >= most) {
            pause();
            resumeIfAnswered(); // some may have been handled before others could see that it is paused
        }
    }

    private void deliver(Message whole) {
        receiver.receive(whole.bytes(), whole.text());
    }

    /** How many were delivered and have no answer yet. */
    int pending() {
        return receiver.pending();
    }

    /** Whether they are held up because too many have no answer. Any thread. */
    boolean isPaused() {
        return paused;
    }

    /** Holds up those that come. */
    void pause() {
        paused = true;
        channel.config().setAutoRead(false);
    }

    /** Goes on if enough were answered. */
    void resumeIfAnswered() {
        countAnswered();
        if (!paused || receiver.pending() > most / 2) {
            return;
        }
        paused = false;
        while (!paused && !waiting.isEmpty()) {
            receive(waiting.remove());
        }
        if (!paused) {
            channel.config().setAutoRead(true);
        }
    }

    /** Delivers everything that waits: what a client sent before it closed is still asked for. */
    void deliverRest() {
        while (!waiting.isEmpty()) {
            deliver(waiting.remove());
        }
    }

    /** Ignores messages from now on and tells who received them so far that there are no more. */
    void stop(int code, String reason) {
        MessageReceiver last = receiver;
        receiver = NOBODY;
        waiting.clear();
        large.clear();
        fragments.set(0);
        last.gone(code, reason);
    }
}
