package dev.dowel.server;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The WebSockets of one event loop, looked at together as long as there are any. Event loop only. */
final class SocketSweep implements Runnable {

    private final EventLoop loop;
    private final long silence;
    private final long interval;
    private final Set<Pulse> pulses = new HashSet<>();
    private boolean scheduled;

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
        schedule();
    }

    private void schedule() {
        if (!scheduled) {
            scheduled = true;
            var _ = loop.schedule(this, interval, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void run() {
        scheduled = false;
        long now = now();
        // A look may close a socket, which takes it out of the set.
        for (Pulse pulse : Set.copyOf(pulses)) {
            pulse.look(now, silence);
        }
        if (!pulses.isEmpty()) {
            schedule();
        }
    }

    private long now() {
        return loop.ticker().nanoTime();
    }
}
