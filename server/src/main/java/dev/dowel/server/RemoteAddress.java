package dev.dowel.server;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;

/** The name of a peer, without its port. Static; any thread. */
final class RemoteAddress {

    private RemoteAddress() {}

    static String of(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress internet
                ? internet.getAddress().getHostAddress()
                : String.valueOf(channel.remoteAddress());
    }
}
