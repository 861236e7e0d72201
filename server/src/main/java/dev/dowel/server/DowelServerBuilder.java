package dev.dowel.server;

import dev.dowel.Actor;
import dev.dowel.ActorDefinition;
import dev.dowel.DefinitionException;
import dev.dowel.DefinitionMistake;
import dev.dowel.runtime.store.ActorStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects the settings of a {@link DowelServer}. Not thread safe. */
public final class DowelServerBuilder {

    private static final String DEFAULT_HOST = "127.0.0.1";
    private static final int DEFAULT_PORT = 6420;
    private static final int DEFAULT_VERSION = 1;
    private static final int GREATEST_PORT = 65_535;

    private final List<ActorDefinition<?>> definitions = new ArrayList<>();
    private final List<DefinitionMistake> mistakes = new ArrayList<>();
    private @Nullable Supplier<? extends ActorStore> store;
    private @Nullable String host;
    private @Nullable Integer port;
    private @Nullable Integer version;
    private @Nullable Cors cors;
    private @Nullable String adminToken;
    private ServerEnvironment environment = ServerEnvironment.none();
    private @Nullable Boolean exposeErrors;
    private RateLimits rates = RateLimits.NONE;
    private boolean checkStates;
    private GatewayLimits limits = GatewayLimits.DEFAULTS;
    private WebFiles files = WebFiles.NONE;
    private ServerListener listener = ServerListener.NONE;

    DowelServerBuilder() {}

    /** Serves an annotated class that has a no-argument constructor. */
    public DowelServerBuilder actor(Class<? extends Actor<?>> type) {
        return read(() -> definition(type));
    }

    /** Serves an annotated class whose instances a function creates, one per activation. */
    public <A extends Actor<?>> DowelServerBuilder actor(Class<A> type, Supplier<? extends A> instances) {
        return read(() -> definition(type, instances));
    }

    /** Serves actors made of functions. */
    public DowelServerBuilder actor(ActorDefinition<?> definition) {
        definitions.add(definition);
        return this;
    }

    private DowelServerBuilder read(Supplier<ActorDefinition<?>> definition) {
        try {
            definitions.add(definition.get());
        } catch (DefinitionException e) {
            mistakes.addAll(e.mistakes());
        }
        return this;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the state's type is read from the class itself
    private static ActorDefinition<?> definition(Class type) {
        return ActorDefinition.of(type);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the state's type is read from the class itself
    private static ActorDefinition<?> definition(Class type, Supplier instances) {
        return ActorDefinition.of(type, instances);
    }

    /** Where actors are kept. The server closes it. */
    public DowelServerBuilder store(ActorStore openStore) {
        return store(() -> openStore);
    }

    /** Opens the place where actors are kept when the server starts. The server closes it. */
    public DowelServerBuilder store(Supplier<? extends ActorStore> opensStore) {
        store = opensStore;
        return this;
    }

    /** The address to listen on: {@code 127.0.0.1} (the default) for this machine, {@code 0.0.0.0} for every network. */
    public DowelServerBuilder host(String newHost) {
        host = newHost;
        return this;
    }

    /**
     * The port to listen on; 6420 is the default, 0 takes any free one.
     *
     * @throws IllegalArgumentException if it is no port
     */
    public DowelServerBuilder port(int newPort) {
        if (newPort < 0 || newPort > GREATEST_PORT) {
            throw new IllegalArgumentException("A port is a number from 0 to " + GREATEST_PORT + ".");
        }
        port = newPort;
        return this;
    }

    /**
     * The version of the actors' code, a number that grows with each release; 1 is the default. Told in {@code /metadata}
     * and stored with every actor that runs.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public DowelServerBuilder version(int newVersion) {
        if (newVersion < 0) {
            throw new IllegalArgumentException("A version is not negative.");
        }
        version = newVersion;
        return this;
    }

    /** Which web pages may call; {@link Cors#any()} is the default. */
    public DowelServerBuilder cors(Cors newCors) {
        cors = newCors;
        return this;
    }

    /**
     * The secret that managing actors asks for: listing, destroying, putting to sleep, starting anew, reading key-value
     * stores, metrics. Without one it is open to everybody if the server listens on a loopback address, and closed otherwise. What
     * clients do is not checked, neither calls and connections, which connection hooks are for, nor {@code create} and
     * {@code resolve}.
     *
     * @throws IllegalArgumentException if it is blank
     */
    public DowelServerBuilder adminToken(String secret) {
        if (secret.isBlank()) {
            throw new IllegalArgumentException("An admin token is not blank.");
        }
        adminToken = secret;
        return this;
    }

    /** Settings for whatever is not set here. Without this, no environment variable is read. */
    public DowelServerBuilder environment(ServerEnvironment newEnvironment) {
        environment = newEnvironment;
        return this;
    }

    /**
     * How long {@link DowelServer#close} keeps the port when sockets were open, at most; 24 seconds is the default. Clients
     * connect again at once, are told to wait, and come back after growing pauses; to a port that is closed they do not come
     * back. The port is closed when all are held who had a socket, usually after sixteen seconds; then the next process has
     * sixteen seconds to listen. A shorter grace ends a server sooner and leaves the next one less time, see {@code
     * docs/server.md}.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public DowelServerBuilder reconnectGrace(Duration grace) {
        if (grace.isNegative()) {
            throw new IllegalArgumentException("A grace is not negative.");
        }
        limits = limits.change().reconnectGrace(grace).build();
        return this;
    }

    /**
     * How many requests and messages callers may make; none are refused by default. {@link RateLimits#REFERENCE} has the
     * reference system's bounds.
     */
    public DowelServerBuilder rateLimits(RateLimits newRates) {
        rates = newRates;
        return this;
    }

    /**
     * How long a WebSocket may say nothing before the server pings it, and again before it is closed; 30 seconds is the
     * default. Sockets that answer are never closed for being idle.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public DowelServerBuilder silence(Duration time) {
        if (!time.isPositive()) {
            throw new IllegalArgumentException("The time without a word is positive.");
        }
        limits = limits.change().silence(time).build();
        return this;
    }

    /**
     * Tells callers what an internal error was, not only the trace id under which it was logged. Shows what may be nobody
     * else's business: for development. Off by default.
     */
    public DowelServerBuilder exposeErrors(boolean expose) {
        exposeErrors = expose;
        return this;
    }

    /**
     * Looks after every turn for record states that were changed in place, and fails the turn. Costs serialising the state
     * after every turn; for development and tests. Off by default.
     */
    public DowelServerBuilder checkStates(boolean check) {
        checkStates = check;
        return this;
    }

    /**
     * Tells somebody what the server does, for counting it; nobody by default. If the listener has a page, {@code GET /metrics}
     * shows it to those who may manage actors, see {@link #adminToken}. Metrics for Micrometer and Prometheus are in
     * {@code dowel-metrics}: {@code .observe(DowelMetrics.prometheus())}.
     */
    public DowelServerBuilder observe(ServerListener newListener) {
        listener = newListener;
        return this;
    }

    /**
     * Serves files besides actors, such as a built front end, at all paths that are not the server's own; none by default. Pages
     * that are loaded from here need to be among those that may call, see {@link #cors}, like any others.
     */
    public DowelServerBuilder files(WebFiles newFiles) {
        files = newFiles;
        return this;
    }

    /** Other bounds, for tests of what happens at them. */
    DowelServerBuilder limits(GatewayLimits newLimits) {
        limits = newLimits;
        return this;
    }

    /**
     * Checks everything.
     *
     * @throws DefinitionException with every mistake in every actor
     * @throws IllegalStateException if no store was given
     */
    public DowelServer build() {
        checkDefinitions();
        Supplier<? extends ActorStore> given = store;
        if (given == null) {
            throw new IllegalStateException(
                    "Say where actors are kept: .store(RocksDbStore.at(path)), or .store(new MemoryStore()) to forget them.");
        }
        return new DowelServer(new ServerSettings(
                List.copyOf(definitions),
                given,
                Optional.ofNullable(host).or(environment::host).orElse(DEFAULT_HOST),
                Objects.requireNonNullElseGet(port, () -> environment.port().orElse(DEFAULT_PORT)),
                Objects.requireNonNullElseGet(
                        version, () -> environment.version().orElse(DEFAULT_VERSION)),
                Optional.ofNullable(cors).or(environment::cors).orElseGet(Cors::any),
                Optional.ofNullable(adminToken)
                        .or(environment::adminToken)
                        .map(AdminToken::of)
                        .orElseGet(AdminToken::none),
                Optional.ofNullable(exposeErrors).or(environment::exposeErrors).orElse(false),
                rates,
                checkStates,
                limits,
                files,
                listener));
    }

    private void checkDefinitions() {
        List<DefinitionMistake> found = new ArrayList<>(mistakes);
        Set<String> names = new HashSet<>();
        for (ActorDefinition<?> definition : definitions) {
            if (!names.add(definition.name())) {
                found.add(new DefinitionMistake(
                        definition.name(), "Two actor types have this name.", "Give one of them another name."));
            }
        }
        if (definitions.isEmpty() && found.isEmpty()) {
            found.add(new DefinitionMistake("server", "It has no actors.", "Register at least one actor class."));
        }
        if (!found.isEmpty()) {
            throw new DefinitionException(found);
        }
    }

    /** Says nothing of the settings, some of which are secrets. */
    @Override
    public String toString() {
        return "DowelServerBuilder";
    }
}
