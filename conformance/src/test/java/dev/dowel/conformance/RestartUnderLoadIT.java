package dev.dowel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Replaces the server with SIGTERM and a new process, again and again, under a hundred published clients that call. One of
 * the new processes takes its time, as a large application does.
 */
final class RestartUnderLoadIT {

    private static final int RESTARTS = 3;
    private static final int SLOW_RESTART = 2;
    private static final Executor AFTER_A_SLOW_START = CompletableFuture.delayedExecutor(10, TimeUnit.SECONDS);
    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    private ServerProcess server;
    private int restarts;

    @Test
    void everyClientComesBackByItselfAndNothingAcknowledgedIsLost() throws Exception {
        NodeProject node = NodeProject.installed(Path.of("node"));
        server = start(0);
        HttpServer control = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        control.createContext("/restart", this::restart);
        control.start();
        try {
            Finished clients = node.run(
                    Map.of(
                            "ENDPOINT",
                            server.endpoint(),
                            "CONTROL",
                            "http://127.0.0.1:" + control.getAddress().getPort(),
                            "CLIENT",
                            "2.3.19",
                            "ENCODING",
                            "bare",
                            "RESTARTS",
                            Integer.toString(RESTARTS),
                            "RIVET_LOG_LEVEL",
                            "silent"),
                    TIMEOUT,
                    "drain.mjs");
            System.out.println(RESTARTS + " restarts under 100 clients: "
                    + clients.output().strip());
            assertThat(clients.exitCode()).as(clients.output()).isZero();
            assertThat(clients.output())
                    .as("what the clients saw")
                    .contains("\"lost\":0")
                    .contains("\"invented\":0")
                    .contains("\"fatal\":[]")
                    .doesNotContain("\"acknowledged\":0,");
            assertThat(Files.readString(folder.resolve("server.err")))
                    .as("what the servers logged as errors")
                    .doesNotContain("ERROR");
        } finally {
            control.stop(0);
            server.close();
        }
    }

    private ServerProcess start(int port) throws IOException {
        return ServerProcess.start(
                folder.resolve("server.err"),
                Map.of(),
                ConformanceServer.READY,
                ConformanceServer.class,
                Integer.toString(port),
                folder.resolve("data").toString());
    }

    private void restart(HttpExchange exchange) throws IOException {
        int status = 200;
        String answer = "restarted";
        try {
            int port = URI.create(server.endpoint()).getPort();
            server.stop();
            if (++restarts == SLOW_RESTART) {
                CompletableFuture.runAsync(() -> {}, AFTER_A_SLOW_START).join();
            }
            server = start(port);
        } catch (IOException | InterruptedException e) {
            status = 500;
            answer = e.toString();
        }
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
