package dev.dowel.spring;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of an application that serves actors or calls them. Immutable.
 *
 * @param enabled Whether this application serves actors. By default it does, unless dowel.client.endpoint names another server.
 * @param packages The packages whose classes with @ActorType are served, with the packages below them. By default those of the
 *     application.
 * @param host The address to listen on, 0.0.0.0 for every network.
 * @param port The port to listen on, 0 for any free one.
 * @param store Where actors are kept.
 * @param dataDir The directory of the store on disk.
 * @param cors Which web pages may call.
 * @param adminToken The secret that managing actors asks for. Without one, only a server on a loopback address can be managed.
 * @param version The version of the actors' code, a number that grows with each release.
 * @param exposeErrors Whether callers are told what internal errors were. For development.
 * @param checkStates Whether turns that changed a record state in place fail. For development.
 * @param reconnectGrace How long the port stays, at most, when the application ends while sockets are open.
 * @param silence How long a WebSocket may say nothing before it is pinged, and again before it is closed.
 * @param rateLimits How many requests and messages callers may make.
 * @param client How actors are called.
 */
@ConfigurationProperties("dowel")
public record DowelProperties(
        @Nullable Boolean enabled,
        @DefaultValue List<String> packages,
        @DefaultValue("127.0.0.1") String host,
        @DefaultValue("6420") int port,
        @DefaultValue("disk") Store store,
        @DefaultValue("dowel-data") String dataDir,
        @DefaultValue CorsOrigins cors,
        @Nullable String adminToken,
        @DefaultValue("1") int version,
        @DefaultValue("false") boolean exposeErrors,
        @DefaultValue("false") boolean checkStates,
        @DefaultValue("24s") Duration reconnectGrace,
        @DefaultValue("30s") Duration silence,
        @DefaultValue Rates rateLimits,
        @DefaultValue Client client) {

    /** Where actors are kept. */
    public enum Store {
        /** On disk, in the data directory. */
        DISK,
        /** In memory: everything is forgotten when the application ends. For tests. */
        MEMORY
    }

    /**
     * Which web pages may call. Immutable.
     *
     * @param origins The origins whose pages may call, such as https://app.example.com, or * for every page.
     */
    public record CorsOrigins(@DefaultValue("*") List<String> origins) {}

    /**
     * How many requests and messages callers may make; 0 is no limit. Immutable.
     *
     * @param requestsPerMinute Requests to one actor from one address in a minute, 0 for no limit.
     * @param inFlight Requests to one actor from one address that are not answered yet, 0 for no limit.
     * @param messagesPerSecond Messages on one WebSocket in a second, 0 for no limit.
     */
    public record Rates(
            @DefaultValue("0") int requestsPerMinute,
            @DefaultValue("0") int inFlight,
            @DefaultValue("0") int messagesPerSecond) {}

    /**
     * How actors are called. Immutable.
     *
     * @param endpoint The server whose actors are called, as scheme://[namespace[:token]@]host[:port][/path]. By default the one
     *     of this application.
     * @param namespace The namespace of the actors that are called. By default the one of the endpoint, or default.
     * @param token The access token that is sent with every request.
     * @param callTimeout How long a call may take, with its repetitions.
     * @param connectTimeout How long reaching the server's port may take.
     */
    public record Client(
            @Nullable String endpoint,
            @Nullable String namespace,
            @Nullable String token,
            @DefaultValue("2m") Duration callTimeout,
            @DefaultValue("10s") Duration connectTimeout) {

        /** Without anything that may hold a secret. */
        @Override
        public String toString() {
            return "Client[call within " + callTimeout + "]";
        }
    }

    /** Without anything that may hold a secret. */
    @Override
    public String toString() {
        return "DowelProperties[" + host + ":" + port + ", " + store + "]";
    }
}
