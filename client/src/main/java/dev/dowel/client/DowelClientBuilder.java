package dev.dowel.client;

import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.Limits;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a {@link DowelClient} together. Confined to one thread.
 *
 * <p>Only the endpoint must be given. Where the server is and what a client may do there can be told in one text,
 * {@code scheme://[namespace[:token]@]host[:port][/path]}, or namespace and token by their own methods; not both.
 */
public final class DowelClientBuilder {

    private static final Logger LOG = LoggerFactory.getLogger(DowelClientBuilder.class);
    private static final String DEFAULT_NAMESPACE = "default";
    private static final String DEFAULT_ENDPOINT = "http://localhost:6420";
    private static final List<String> OWN_PREFIXES = List.of("x-rivet-", "x-dowel-");
    private static final Set<String> OWN_HEADERS = Set.of("content-type", "idempotency-key");
    private static final HttpRequest.Builder ANY_REQUEST = HttpRequest.newBuilder(URI.create(DEFAULT_ENDPOINT));

    /** The client's own threads: nothing a user's executor does can keep the network waiting. */
    private static final Executor THREADS =
            task -> Thread.ofVirtual().name("dowel-client").start(task);

    private @Nullable Endpoint endpoint;
    private @Nullable Supplier<String> lateEndpoint;
    private @Nullable String namespace;
    private @Nullable String token;
    private Encoding encoding = Encoding.BARE;
    private Duration callTimeout = ClientLimits.CALL_TIMEOUT;
    private Duration connectTimeout = ClientLimits.CONNECT_TIMEOUT;
    private int maxRequestBytes = Limits.INCOMING_MESSAGE_BYTES;
    private int maxResponseBytes = ClientLimits.RESPONSE_BYTES;
    private int maxInputBytes = Limits.CLIENT_INPUT_BYTES;
    private final List<String> headers = new ArrayList<>();
    private ConnectionParams params = ConnectionParams.of(null);
    private boolean skipReadyWait;
    private boolean authorized;
    private Executor executor = THREADS;

    DowelClientBuilder() {}

    /**
     * Where the server is, such as {@code http://localhost:6420}. Namespace and token in it are percent-encoded.
     *
     * @throws IllegalArgumentException if it cannot be used, saying why
     */
    public DowelClientBuilder endpoint(String url) {
        this.endpoint = Endpoint.parse(url);
        this.lateEndpoint = null;
        return this;
    }

    /**
     * Where the server is, asked by the first request: for a server of the same process, whose port is known when it has
     * started. Requests fail with what the function throws until it answers; then the answer is kept. Namespace and token have
     * their own methods.
     *
     * {@snippet :
     * DowelClient client = DowelClient.builder().endpoint(server::endpoint).build();   // before server.start()
     * }
     */
    public DowelClientBuilder endpoint(Supplier<String> url) {
        this.lateEndpoint = url;
        this.endpoint = null;
        return this;
    }

    /**
     * What the environment says, by the names of the published clients: where the server is from {@code RIVET_ENGINE} or else
     * {@code RIVET_ENDPOINT}, the namespace from {@code RIVET_NAMESPACE}, the token from {@code RIVET_TOKEN}. An empty
     * variable counts as not set; without an address it is {@code http://localhost:6420}, which is logged. What is set by methods
     * afterwards wins.
     *
     * @throws IllegalArgumentException if a variable cannot be used, saying which and why
     */
    public DowelClientBuilder fromEnvironment() {
        return fromEnvironment(System.getenv());
    }

    DowelClientBuilder fromEnvironment(Map<String, String> variables) {
        if (!take(variables, "RIVET_ENGINE", this::endpoint) && !take(variables, "RIVET_ENDPOINT", this::endpoint)) {
            LOG.warn(
                    "Neither RIVET_ENGINE nor RIVET_ENDPOINT is set; the server is taken to be at {}",
                    DEFAULT_ENDPOINT);
            endpoint(DEFAULT_ENDPOINT);
        }
        take(variables, "RIVET_NAMESPACE", this::namespace);
        take(variables, "RIVET_TOKEN", this::token);
        return this;
    }

    private static boolean take(Map<String, String> variables, String name, Consumer<String> setting) {
        String value = variables.getOrDefault(name, "");
        if (value.isEmpty()) {
            return false;
        }
        try {
            setting.accept(value);
            return true;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " cannot be used. " + e.getMessage(), e);
        }
    }

    /** The namespace the actors live in; {@code default} if it is not given. */
    public DowelClientBuilder namespace(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("The namespace is empty.");
        }
        this.namespace = name;
        return this;
    }

    /**
     * The access token. It is sent with every request; as the protocol has it, also in the URLs of actors, where access
     * logs of proxies may keep it.
     */
    public DowelClientBuilder token(String secret) {
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("The token is empty.");
        }
        this.token = secret;
        return this;
    }

    /** How messages are written; {@link Encoding#BARE}, the most compact one, if it is not given. */
    public DowelClientBuilder encoding(Encoding choice) {
        this.encoding = choice;
        return this;
    }

    /**
     * How long a call may take, including repetitions and waiting for a connection to open; then it fails with {@code
     * client.timed_out}. {@link ClientLimits#CALL_TIMEOUT} if it is not given.
     */
    public DowelClientBuilder callTimeout(Duration timeout) {
        this.callTimeout = positive(timeout);
        return this;
    }

    /** How long reaching the server's port may take. {@link ClientLimits#CONNECT_TIMEOUT} if it is not given. */
    public DowelClientBuilder connectTimeout(Duration timeout) {
        this.connectTimeout = positive(timeout);
        return this;
    }

    /**
     * The largest call that is sent, in bytes; a larger one fails with {@code message.incoming_too_long} before it is sent.
     * Raise it along with the server's limit. {@link Limits#INCOMING_MESSAGE_BYTES} if it is not given.
     */
    public DowelClientBuilder maxRequestBytes(int bytes) {
        this.maxRequestBytes = positive(bytes);
        return this;
    }

    /**
     * The largest response or message that is accepted, in bytes; beyond it {@code client.response_too_large}. {@link
     * ClientLimits#RESPONSE_BYTES} if it is not given.
     */
    public DowelClientBuilder maxResponseBytes(int bytes) {
        this.maxResponseBytes = positive(bytes);
        return this;
    }

    /**
     * The largest input of an actor that handles made by {@link DowelClient#getOrCreate} take, in bytes of its encoding. It goes
     * with the URL of every call, which servers and proxies bound. {@link Limits#CLIENT_INPUT_BYTES} if it is not given.
     */
    public DowelClientBuilder maxInputBytes(int bytes) {
        this.maxInputBytes = positive(bytes);
        return this;
    }

    /**
     * A header of every HTTP request, for what is between client and server; WebSockets have none. May be called for several.
     *
     * @throws IllegalArgumentException if requests cannot have it, or the client sets it itself
     */
    public DowelClientBuilder header(String name, String value) {
        String lowerCase = name.toLowerCase(Locale.ROOT);
        if (OWN_PREFIXES.stream().anyMatch(lowerCase::startsWith) || OWN_HEADERS.contains(lowerCase)) {
            throw new IllegalArgumentException("The client sets the header " + name + " itself.");
        }
        ANY_REQUEST.copy().header(name, value); // refuses what is no header
        authorized |= lowerCase.equals("authorization");
        headers.add(lowerCase);
        headers.add(value);
        return this;
    }

    /** The connection parameters of every handle that has none of its own; null for none. */
    public DowelClientBuilder params(@Nullable Object value) {
        this.params = ConnectionParams.of(value);
        return this;
    }

    /**
     * Where every handle that has none of its own gets its connection parameters from, each time anew; see {@link
     * ClientActor#withParamsFrom}.
     */
    public DowelClientBuilder paramsFrom(Supplier<? extends @Nullable Object> source) {
        this.params = new ConnectionParams.Supplied(source);
        return this;
    }

    /** Whether actors are reached even if they are not ready; not, if it is not given. See {@link ClientActor#withSkipReadyWait}. */
    public DowelClientBuilder skipReadyWait(boolean skip) {
        this.skipReadyWait = skip;
        return this;
    }

    /**
     * Where the listeners of connections are called, those of one connection one at a time; it is not closed with the
     * client. If it is not given, on virtual threads. Futures complete on virtual threads in any case.
     */
    public DowelClientBuilder executor(Executor choice) {
        this.executor = choice;
        return this;
    }

    /**
     * Builds the client. Does not touch the network.
     *
     * @throws IllegalStateException if there is no endpoint, or namespace or token are given twice, or the token has
     *     characters that a header cannot carry
     */
    public DowelClient build() {
        Gateway gateway = gateway();
        if (gateway.token() != null && authorized) {
            throw new IllegalStateException("The token is sent as a header named authorization, which is given, too.");
        }
        var settings = new ClientSettings(
                encoding,
                callTimeout,
                maxRequestBytes,
                maxResponseBytes,
                maxInputBytes,
                List.copyOf(headers),
                params,
                skipReadyWait);
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .executor(THREADS)
                .build();
        var timers = new SystemTimers();
        var context = new ClientContext(
                gateway,
                settings,
                new JdkHttpTransport(http, maxResponseBytes),
                new JdkSocketTransport(http, THREADS),
                timers,
                THREADS,
                executor,
                () -> ThreadLocalRandom.current().nextDouble());
        return new DowelClient(context, () -> {
            timers.close();
            http.shutdownNow();
        });
    }

    private Gateway gateway() {
        Supplier<String> late = lateEndpoint;
        if (late != null) {
            return gateway(ServerUrl.asked(late), null, null);
        }
        Endpoint known = endpoint;
        if (known == null) {
            throw new IllegalStateException("A client needs an endpoint, such as " + DEFAULT_ENDPOINT + ".");
        }
        return gateway(ServerUrl.known(known.base()), known.namespace(), known.token());
    }

    private Gateway gateway(ServerUrl url, @Nullable String givenNamespace, @Nullable String givenToken) {
        if (givenNamespace != null && namespace != null) {
            throw new IllegalStateException(
                    "The namespace is given in the endpoint and by namespace(…) or RIVET_NAMESPACE.");
        }
        if (givenToken != null && token != null) {
            throw new IllegalStateException("The token is given in the endpoint and by token(…) or RIVET_TOKEN.");
        }
        String secret = givenToken != null ? givenToken : token;
        if (secret != null && !secret.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            throw new IllegalStateException("The token has characters that a header cannot carry.");
        }
        return new Gateway(url, firstGiven(givenNamespace, namespace, DEFAULT_NAMESPACE), secret);
    }

    private static String firstGiven(@Nullable String first, @Nullable String second, String otherwise) {
        if (first != null) {
            return first;
        }
        return second != null ? second : otherwise;
    }

    private static Duration positive(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("A timeout must be longer than nothing.");
        }
        return timeout;
    }

    private static int positive(int bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("A size limit must be at least one byte.");
        }
        return bytes;
    }
}
