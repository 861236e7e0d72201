package dev.dowel.conformance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.dowel.server.DowelServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * The server under test, and beside it a small one with which the tests in Node have it restarted: {@code POST /restart}
 * answers when it is back. Restarts come one at a time.
 */
final class RestartableServer implements AutoCloseable {

    private final IntFunction<DowelServer> starts;
    private final HttpServer control;
    private DowelServer server;

    /**
     * Starts it on a free port.
     *
     * @param starts starts a server on a port, 0 for a free one
     */
    RestartableServer(IntFunction<DowelServer> starts) throws IOException {
        this.starts = starts;
        this.server = starts.apply(0);
        this.control = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        control.createContext("/restart", this::restart);
        control.start();
    }

    String endpoint() {
        return server.endpoint();
    }

    String control() {
        return "http://127.0.0.1:" + control.getAddress().getPort();
    }

    /** Closes the server and starts another one on the same port. */
    void restart() {
        int port = server.port();
        server.close();
        server = starts.apply(port);
    }

    private void restart(HttpExchange exchange) throws IOException {
        int status = 200;
        String answer = "restarted";
        try {
            restart();
        } catch (RuntimeException e) {
            status = 500;
            answer = e.toString();
        }
        answer(exchange, status, answer);
    }

    /** Answers questions to a path beside the server. */
    void tell(String path, Supplier<String> answer) {
        control.createContext(path, exchange -> answer(exchange, 200, answer.get()));
    }

    private static void answer(HttpExchange exchange, int status, String answer) throws IOException {
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        control.stop(0);
        server.close();
    }
}
