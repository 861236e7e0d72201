package dev.dowel.server;

import dev.dowel.ActorDefinition;
import dev.dowel.runtime.ActorRuntime;
import dev.dowel.runtime.ActorRuntimeBuilder;
import dev.dowel.runtime.RuntimeListener;
import dev.dowel.runtime.store.ActorStore;
import dev.dowel.runtime.store.StoreCondition;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server: actors behind one port. Thread safe.
 *
 * <p>Create one with {@link #builder()}, {@link #start} it, {@link #close} it. It owns the store it was given and closes
 * it, also when it cannot start.
 *
 * {@snippet :
 * try (DowelServer server = DowelServer.builder()
 *         .actor(ChatRoom.class, () -> new ChatRoom(tokens))
 *         .store(RocksDbStore.at(Path.of("/var/lib/dowel")))
 *         .port(6420)
 *         .build()
 *         .start()) {
 *     server.awaitClose();
 * }
 * }
 */
public final class DowelServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DowelServer.class);

    private enum State {
        NEW,
        STARTED,
        CLOSED
    }

    private final ServerSettings settings;
    private final CountDownLatch closed = new CountDownLatch(1);
    private State state = State.NEW;
    private volatile @Nullable Running running;

    /** What a started server consists of. Immutable. */
    private record Running(ActorStore store, ActorRuntime runtime, Gateway gateway, Listener listener) {}

    DowelServer(ServerSettings settings) {
        this.settings = settings;
    }

    /** Begins the description of a server. */
    public static DowelServerBuilder builder() {
        return new DowelServerBuilder();
    }

    /**
     * Opens the store, starts the runtime and listens; returns when calls are taken.
     *
     * @return this server
     * @throws ServerStartException if the address cannot be listened on
     * @throws dev.dowel.runtime.store.StoreException if the store cannot be opened
     * @throws IllegalStateException if it was started or closed before
     */
    public synchronized DowelServer start() {
        if (state != State.NEW) {
            throw new IllegalStateException("A server starts once. Build another one.");
        }
        state = State.STARTED;
        try {
            running = open();
        } catch (RuntimeException e) {
            state = State.CLOSED;
            closed.countDown();
            throw e;
        }
        LOG.info("Listening at {}", endpoint());
        return this;
    }

    private Running open() {
        NettySettings.apply();
        ActorStore store = settings.store().get();
        @Nullable ActorRuntime runtime = null;
        try {
            ActorRuntimeBuilder builder = ActorRuntime.builder()
                    .store(store)
                    .checkStates(settings.checkStates())
                    .exposeErrors(settings.exposeErrors())
                    .version(settings.version())
                    .readyTimeout(settings.limits().readyTime())
                    .socketOpenTimeout(settings.limits().socketOpenTime())
                    .listener(heard());
            settings.definitions().forEach(builder::actor);
            runtime = builder.build();
            InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
            ManagementAccess access = new ManagementAccess(settings.adminToken(), isLocal(address));
            Gateway gateway = gateway(runtime, access);
            Listener listener = Listener.open(settings.host(), settings.port(), new ConnectionSetup(gateway));
            if (access.isClosed()) {
                LOG.info(
                        "Managing actors (list, destroy, sleep, reschedule, key-value stores, metrics) is closed: other machines can "
                                + "reach {}, and there is no admin token. Set one with .adminToken(…) or {}.",
                        settings.host(),
                        ServerEnvironment.TOKEN);
            }
            return new Running(store, runtime, gateway, listener);
        } catch (RuntimeException e) {
            if (runtime != null) {
                runtime.close();
            }
            store.close();
            throw e;
        }
    }

    /** An unknown host is what the listener complains of. */
    private static boolean isLocal(InetSocketAddress address) {
        return !address.isUnresolved() && address.getAddress().isLoopbackAddress();
    }

    private Gateway gateway(ActorRuntime runtime, ManagementAccess access) {
        ChannelGroup connections = new DefaultChannelGroup("dowel", GlobalEventExecutor.INSTANCE, true);
        return new Gateway(
                runtime,
                settings.limits(),
                settings.cors(),
                access,
                new Admission(settings.rates(), settings.limits().ratedCallers(), System::nanoTime),
                new Liveness(settings.limits().silence()),
                new RayIds(ThreadLocalRandom.current().nextLong()),
                new Pages(settings.definitions(), settings.version(), runtime::storeCondition),
                settings.files(),
                new DenialDelay(settings.limits()),
                new Shutdown(System::nanoTime),
                connections,
                new Backlog(settings.limits().arrivingBytes()),
                new Backlog(settings.limits().leavingBytes()),
                settings.listener(),
                new MetricsEndpoint(settings.listener().page()));
    }

    /** The runtime is told apart that nobody listens. */
    private RuntimeListener heard() {
        return settings.listener().equals(ServerListener.NONE) ? RuntimeListener.NONE : settings.listener();
    }

    /**
     * The port it listens on.
     *
     * @throws IllegalStateException if it is not running
     */
    public int port() {
        return address().getPort();
    }

    /**
     * The URL clients on this machine connect to.
     *
     * @throws IllegalStateException if it is not running
     */
    public String endpoint() {
        InetSocketAddress address = address();
        String host = address.getAddress().isAnyLocalAddress()
                ? "localhost"
                : address.getAddress().getHostAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    /** How the store does, as {@code GET /health} tells; empty if the server is not running. Does not block. */
    public Optional<StoreCondition> storeCondition() {
        return Optional.ofNullable(running).map(now -> now.runtime().storeCondition());
    }

    private InetSocketAddress address() {
        Running now = running;
        if (now == null) {
            throw new IllegalStateException("The server is not running.");
        }
        return now.listener().address();
    }

    /**
     * Waits until the server is closed.
     *
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public void awaitClose() throws InterruptedException {
        closed.await();
    }

    /**
     * Ends the server. New calls are refused and sockets are told to connect again, while the calls that run are finished,
     * committed and answered, for some ten seconds at most. Idempotent.
     */
    @Override
    public synchronized void close() {
        Running now = running;
        state = State.CLOSED;
        try {
            if (now != null) {
                close(now);
                LOG.info("Closed");
            }
        } finally {
            running = null;
            closed.countDown();
        }
    }

    /**
     * The order matters. Clients that reconnect are told to wait as long as there is a listener, and give up when there is
     * none (protocol 4.5): it goes last of what clients see. Answers need event loops, commits need the store.
     */
    private void close(Running now) {
        try {
            drain(now);
        } finally {
            try {
                now.listener().close();
            } finally {
                now.store().close();
            }
        }
    }

    private void drain(Running now) {
        Gateway gateway = now.gateway();
        int sockets = gateway.sockets();
        Duration grace = sockets > 0 ? settings.limits().reconnectGrace() : Duration.ZERO;
        if (grace.isPositive()) {
            LOG.info(
                    "Keeping the port until the clients of {} sockets are back, for {} s at most",
                    sockets,
                    grace.toSeconds());
        }
        gateway.shutdown().begin(sockets, grace);
        gateway.notifyConnections(Shutdown.Notice.ANNOUNCED);
        now.runtime().close();
        gateway.notifyConnections(Shutdown.Notice.ANSWERED);
        awaitClients(gateway.shutdown());
        now.listener().stopAccepting();
        gateway.shutdown().release();
        gateway.notifyConnections(Shutdown.Notice.OVER);
        gateway.connections()
                .newCloseFuture()
                .awaitUninterruptibly(settings.limits().lingerTime().toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void awaitClients(Shutdown shutdown) {
        try {
            shutdown.awaitClients();
        } catch (InterruptedException e) {
            // Whoever interrupts the end wants it now.
            Thread.currentThread().interrupt();
        }
    }

    /** The types of actors it serves and where, without any secret. */
    @Override
    public String toString() {
        return "DowelServer[" + settings.host() + ":" + settings.port() + ", actors "
                + settings.definitions().stream().map(ActorDefinition::name).toList() + "]";
    }
}
