package dev.dowel.conformance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.dowel.server.DowelServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The server under test, and beside it a small one with which the tests in Node have it restarted: {@code POST /restart}
 * answers when it is back. Requests for a restart come one at a time.
 */
final class RestartableServer implements AutoCloseable {

    private final Path data;
    private final HttpServer control;
    private DowelServer server;

    RestartableServer(Path data) throws IOException {
        this.data = data;
        this.server = ConformanceServer.start(0, data);
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

    private void restart(HttpExchange exchange) throws IOException {
        int status = 200;
        String answer = "restarted";
        try {
            int port = server.port();
            server.close();
            server = ConformanceServer.start(port, data);
        } catch (RuntimeException e) {
            status = 500;
            answer = e.toString();
        }
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
