package dev.dowel.client;

import dev.dowel.ActorError;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One socket of a connection from the attempt to open it to its end: passes what happens to it on to the connection's
 * loop, with itself as the sender, so that an event of a socket that was given up can be told apart.
 *
 * <p>The events may come on any thread; the rest is confined to the connection's loop.
 */
final class SocketAttempt implements SocketTransport.Events {

    private final ConnectionMachine machine;
    private final ConnectionLoop loop;
    private final Timers timers;
    private SocketTransport.@Nullable Socket socket;
    private Timers.@Nullable Timer alarm;
    private boolean heard;

    SocketAttempt(ConnectionMachine machine, ConnectionLoop loop, Timers timers) {
        this.machine = machine;
        this.loop = loop;
        this.timers = timers;
    }

    void open(SocketTransport transport, SocketTransport.Request request) {
        socket = transport.open(request, this);
    }

    SocketTransport.Socket socket() {
        if (socket == null) {
            throw new IllegalStateException("not opened");
        }
        return socket;
    }

    /** Replaces the alarm: runs a step of the loop after a while, unless another alarm is set or this ends. */
    void alarm(Duration delay, Runnable step) {
        cancelAlarm();
        alarm = timers.after(delay, () -> loop.execute(() -> machine.ifCurrent(this, step)));
    }

    void cancelAlarm() {
        if (alarm != null) {
            alarm.cancel();
            alarm = null;
        }
    }

    /** Whether the server gave a sign of life since this was asked last. */
    boolean wasHeard() {
        boolean was = heard;
        heard = false;
        return was;
    }

    /** Drops the socket, without a closing handshake. */
    void drop() {
        cancelAlarm();
        if (socket != null) {
            socket.abort();
        }
    }

    @Override
    public void opened() {
        heard();
    }

    @Override
    public void message(byte[] message, boolean text) {
        step(() -> {
            heard = true;
            machine.message(message);
            socket().next();
        });
    }

    @Override
    public void heard() {
        step(() -> heard = true);
    }

    @Override
    public void closed(int code, String reason) {
        step(() -> machine.closed(new CloseReason(code, reason)));
    }

    @Override
    public void failed(ActorError error) {
        step(() -> machine.failed(error));
    }

    private void step(Runnable step) {
        loop.execute(() -> machine.ifCurrent(this, step));
    }
}
