package dev.dowel.server;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The WebSockets of one event loop, looked at together as long as there are any. Event loop only.
 *
 * <p>It is one task that repeats: setting a new one each time may fail, for want of memory, and nobody would look any more.
 */
final class SocketSweep implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(SocketSweep.class);

    private final EventLoop loop;
    private final long silence;
    private final long interval;
    private final Set<Pulse> pulses = new HashSet<>();
    private @Nullable Future<?> passes;

    SocketSweep(EventLoop loop, long silence, int passes) {
        this.loop = loop;
        this.silence = silence;
        this.interval = Math.max(1, silence / passes);
    }

    void add(Channel channel, WebSocketConnection socket) {
        Pulse pulse = new Pulse(channel, socket, now());
        pulses.add(pulse);
        channel.pipeline().addFirst(pulse);
        channel.closeFuture().addListener(closed -> pulses.remove(pulse));
        if (passes == null) {
            passes = loop.scheduleWithFixedDelay(this, interval, interval, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void run() {
        try {
            long now = now();
            // A look may close a socket, which takes it out of the set.
            for (Pulse pulse : Set.copyOf(pulses)) {
                pulse.look(now, silence);
            }
        } catch (OutOfMemoryError e) {
            LastWords.say(LOG, "There was no memory to look for silent sockets; looking again later", e);
        }
        Future<?> current = passes;
        if (pulses.isEmpty() && current != null) {
            passes = null;
            current.cancel(false);
        }
    }

    private long now() {
        return loop.ticker().nanoTime();
    }
}
