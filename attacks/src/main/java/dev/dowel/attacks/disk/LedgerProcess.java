package dev.dowel.attacks.disk;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A {@link LedgerServer} in a process of its own, above a {@link Shim}. Used by one thread. */
final class LedgerProcess implements AutoCloseable {

    private final Process process;
    private final String endpoint;

    private LedgerProcess(Process process, String endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /**
     * Starts a server and waits until it answers.
     *
     * @param errors the file its standard error is added to
     */
    static LedgerProcess start(Shim shim, Path data, Path errors) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                        "--enable-native-access=ALL-UNNAMED",
                        // Short lives: a quick start matters more than how fast they get.
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dorg.slf4j.simpleLogger.showDateTime=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LedgerServer.class.getName(),
                        data.toString()))
                .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
        Map<String, String> environment = builder.environment();
        environment.putAll(shim.environment());
        Process process = builder.start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line;
        while ((line = output.readLine()) != null) {
            if (line.startsWith(LedgerServer.READY)) {
                return new LedgerProcess(process, line.substring(LedgerServer.READY.length()));
            }
        }
        process.destroyForcibly();
        throw new IOException("The server ended before it was ready; see " + errors);
    }

    String endpoint() {
        return endpoint;
    }

    /** Ends the process as {@code kill -9} does, and returns when it is gone. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
