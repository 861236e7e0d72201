package dev.dowel.attacks.actors;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link HostileServer} in a process of its own, with a small heap. Used by one thread. */
final class HostileProcess implements AutoCloseable {

    /** What the heap of the server holds. */
    static final int HEAP_MEGABYTES = 192;

    private final Process process;
    private final String endpoint;

    private HostileProcess(Process process, String endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /**
     * Starts a server and waits until it answers.
     *
     * @param errors the file its log goes to
     */
    static HostileProcess start(Path data, Path errors) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseCompactObjectHeaders",
                        "-Xmx" + HEAP_MEGABYTES + "m",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-Dorg.slf4j.simpleLogger.showDateTime=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HostileServer.class.getName(),
                        data.toString()))
                .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line;
        while ((line = output.readLine()) != null) {
            if (line.startsWith(HostileServer.READY)) {
                return new HostileProcess(process, line.substring(HostileServer.READY.length()));
            }
        }
        process.destroyForcibly();
        throw new IOException("The server ended before it was ready; see " + errors);
    }

    String endpoint() {
        return endpoint;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends the server, and says whether it ended by itself. */
    boolean stop() throws InterruptedException {
        process.destroy();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        return ended;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
