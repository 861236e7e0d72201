package dev.dowel.server;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds WebSockets whose client is gone without a word: pulled cables, closed lids, forgetful routers. Thread safe.
 *
 * <p>Sockets are looked at together now and then, one pass for each event loop, because a timer for each of many thousands
 * costs memory and time. Hence a socket is pinged up to a quarter later than its time.
 */
final class Liveness {

    /** How often within the time for silence the sockets are looked at. */
    private static final int PASSES = 4;

    private final Duration silence;
    private final Map<EventLoop, SocketSweep> sweeps = new ConcurrentHashMap<>();

    /**
     * Watches over sockets.
     *
     * @param silence how long a socket may say nothing before it is pinged, and again before it is closed
     */
    Liveness(Duration silence) {
        this.silence = silence;
    }

    /** Watches a socket until it is gone. Its event loop only. */
    void watch(Channel channel, WebSocketConnection socket) {
        sweeps.computeIfAbsent(channel.eventLoop(), loop -> new SocketSweep(loop, silence.toNanos(), PASSES))
                .add(channel, socket);
    }
}
