package dev.dowel.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.Future;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The listening socket and the event loops. Thread safe. */
final class Listener implements AutoCloseable {

    private static final int LEAST_LOOPS = 2;
    private static final int BACKLOG = 4096;
    private static final long LOOP_END_SECONDS = 5;

    private final EventLoopGroup loops;
    private final Channel channel;

    private Listener(EventLoopGroup loops, Channel channel) {
        this.loops = loops;
        this.channel = channel;
    }

    /**
     * Binds and begins to accept.
     *
     * @throws ServerStartException if the address cannot be had
     */
    static Listener open(String host, int port, ChannelHandler setup) {
        EventLoopGroup loops = new EnduringLoops(
                Math.max(LEAST_LOOPS, Runtime.getRuntime().availableProcessors()),
                "dowel-loop",
                NioIoHandler.newFactory());
        try {
            return new Listener(loops, bind(loops, new InetSocketAddress(host, port), setup));
        } catch (ServerStartException e) {
            end(loops);
            throw e;
        }
    }

    private static Channel bind(EventLoopGroup loops, InetSocketAddress address, ChannelHandler setup) {
        if (address.isUnresolved()) {
            throw new ServerStartException(
                    "The host \"" + address.getHostString() + "\" is not known. Use 127.0.0.1 for this machine only, "
                            + "or 0.0.0.0 for every network.",
                    null);
        }
        var bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childHandler(setup)
                .bind(address)
                .awaitUninterruptibly();
        if (bound.isSuccess()) {
            return bound.channel();
        }
        throw startException(address, bound.cause());
    }

    private static ServerStartException startException(InetSocketAddress address, Throwable cause) {
        String where = address.getHostString() + ":" + address.getPort();
        return cause instanceof BindException
                ? new ServerStartException(
                        "Cannot listen on " + where + ": " + cause.getMessage()
                                + ". If another server runs there, stop it, or choose another port with .port(…) or "
                                + ServerEnvironment.PORT + " (0 takes any free one).",
                        cause)
                : new ServerStartException("Cannot listen on " + where + ": " + cause.getMessage(), cause);
    }

    /** Where it listens. */
    InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    /** Is done some time from now. */
    Future<?> after(Duration time) {
        return loops.schedule(() -> {}, time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Accepts nobody any more. */
    void stopAccepting() {
        channel.close().awaitUninterruptibly();
    }

    /** Ends the event loops, and with them every connection that is left. */
    @Override
    public void close() {
        stopAccepting();
        end(loops);
    }

    private static void end(EventLoopGroup loops) {
        loops.shutdownGracefully(0, LOOP_END_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
