package dev.dowel.client;

import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.Limits;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Puts a {@link DowelClient} together. Confined to one thread.
 *
 * <p>Only the endpoint must be given. Where the server is and what a client may do there can be told in one text,
 * {@code scheme://[namespace[:token]@]host[:port][/path]}, or namespace and token by their own methods; not both.
 */
public final class DowelClientBuilder {

    private static final String DEFAULT_NAMESPACE = "default";

    /** The client's own threads: nothing a user's executor does can keep the network waiting. */
    private static final Executor THREADS =
            task -> Thread.ofVirtual().name("dowel-client").start(task);

    private @Nullable Endpoint endpoint;
    private @Nullable String namespace;
    private @Nullable String token;
    private Encoding encoding = Encoding.BARE;
    private Duration callTimeout = ClientLimits.CALL_TIMEOUT;
    private Duration connectTimeout = ClientLimits.CONNECT_TIMEOUT;
    private int maxRequestBytes = Limits.INCOMING_MESSAGE_BYTES;
    private int maxResponseBytes = ClientLimits.RESPONSE_BYTES;
    private @Nullable Object params;
    private Executor executor = THREADS;

    DowelClientBuilder() {}

    /**
     * Where the server is, such as {@code http://localhost:6420}. Namespace and token in it are percent-encoded.
     *
     * @throws IllegalArgumentException if it cannot be used, saying why
     */
    public DowelClientBuilder endpoint(String url) {
        this.endpoint = Endpoint.parse(url);
        return this;
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

    /** The connection parameters of every handle that has none of its own; null for none. */
    public DowelClientBuilder params(@Nullable Object value) {
        this.params = value;
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
        if (endpoint == null) {
            throw new IllegalStateException("A client needs an endpoint, such as http://localhost:6420.");
        }
        if (endpoint.namespace() != null && namespace != null) {
            throw new IllegalStateException("The namespace is given in the endpoint and by namespace(…).");
        }
        if (endpoint.token() != null && token != null) {
            throw new IllegalStateException("The token is given in the endpoint and by token(…).");
        }
        String secret = endpoint.token() != null ? endpoint.token() : token;
        if (secret != null && !secret.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            throw new IllegalStateException("The token has characters that a header cannot carry.");
        }
        var settings = new ClientSettings(
                encoding, callTimeout, maxRequestBytes, maxResponseBytes, ConnectionParams.encode(params));
        var gateway =
                new Gateway(endpoint.base(), firstGiven(endpoint.namespace(), namespace, DEFAULT_NAMESPACE), secret);
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
