package dev.dowel.server;

import dev.dowel.runtime.ActorRuntime;
import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;

/**
 * What all connections of one server share. Immutable, except for {@link Shutdown} and counters.
 *
 * @param runtime where calls go
 * @param limits the bounds
 * @param cors which pages may call
 * @param management who may manage actors
 * @param admission how many requests callers may make
 * @param liveness finds sockets whose client is gone
 * @param rays ids of answers
 * @param pages the fixed texts
 * @param files what is served besides
 * @param denials how long refused sockets wait
 * @param shutdown whether the server is ending
 * @param connections every open connection
 * @param arriving what clients sent and nobody has handled
 * @param leaving what clients were sent and did not take
 * @param listener is told what happens
 * @param metrics shows what it counted
 */
record Gateway(
        ActorRuntime runtime,
        GatewayLimits limits,
        Cors cors,
        ManagementAccess management,
        Admission admission,
        Liveness liveness,
        RayIds rays,
        Pages pages,
        WebFiles files,
        DenialDelay denials,
        Shutdown shutdown,
        ChannelGroup connections,
        Backlog arriving,
        Backlog leaving,
        ServerListener listener,
        MetricsEndpoint metrics) {

    /** Whether anybody is told what happens. */
    boolean isHeard() {
        return !listener.equals(ServerListener.NONE);
    }

    /** How many WebSockets are open. Any thread. */
    int sockets() {
        int open = 0;
        for (Channel connection : connections) {
            WebSocketConnection socket = connection.pipeline().get(WebSocketConnection.class);
            if (socket != null && socket.isOpen()) {
                open++;
            }
        }
        return open;
    }

    /** Tells every open connection how far the end has come, each on its event loop. Any thread. */
    void notifyConnections(Shutdown.Notice notice) {
        connections.forEach(connection -> connection.pipeline().fireUserEventTriggered(notice));
    }
}
