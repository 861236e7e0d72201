package dev.dowel.client;

import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.Limits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * A client whose network, clock and threads belong to the test.
 */
final class TestClient {

    static final Duration TIMEOUT = Duration.ofSeconds(100);
    static final int MOST_REQUEST_BYTES = 2000;

    final VirtualTimers timers = new VirtualTimers();
    final ScriptedHttp http = new ScriptedHttp();
    final ScriptedSockets sockets = new ScriptedSockets();
    final ClientContext context;
    final DowelClient client;

    TestClient(Encoding encoding) {
        this(encoding, Runnable::run, null);
    }

    TestClient(Encoding encoding, Executor listeners, String token) {
        this(encoding, Runnable::run, listeners, token);
    }

    TestClient(Encoding encoding, Executor threads, Executor listeners, String token) {
        context = new ClientContext(
                new Gateway(ServerUrl.known("http://server:6420/base"), "default", token),
                new ClientSettings(
                        encoding,
                        TIMEOUT,
                        MOST_REQUEST_BYTES,
                        1_000_000,
                        Limits.CLIENT_INPUT_BYTES,
                        List.of(),
                        ConnectionParams.of(null),
                        false),
                http,
                sockets,
                timers,
                threads,
                listeners,
                () -> 0);
        client = new DowelClient(context, () -> {});
    }

    /** Calls over HTTP. */
    static TestClient forCalls() {
        return new TestClient(Encoding.BARE);
    }

    /** Connections. */
    static TestClient forConnections() {
        return new TestClient(ScriptedSockets.ENCODING);
    }
}
