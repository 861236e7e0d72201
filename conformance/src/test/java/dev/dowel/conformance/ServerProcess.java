package dev.dowel.conformance;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server in a Java process of its own, which can be killed. Used by one thread. */
final class ServerProcess implements AutoCloseable {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);

    private final Process process;
    private final BufferedReader output;
    private final String endpoint;

    private ServerProcess(Process process, BufferedReader output, String endpoint) {
        this.process = process;
        this.output = output;
        this.endpoint = endpoint;
    }

    /**
     * Starts a program and waits until it prints where it listens.
     *
     * @param errors the file its standard error is added to
     * @param ready what it prints before its address
     */
    static ServerProcess start(
            Path errors, Map<String, String> environment, String ready, Class<?> program, String... arguments)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(javaCommand(program, arguments))
                .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line;
        while ((line = output.readLine()) != null) {
            if (line.startsWith(ready)) {
                return new ServerProcess(process, output, line.substring(ready.length()));
            }
        }
        process.destroyForcibly();
        throw new IOException(program.getSimpleName() + " ended before it was ready; see " + errors + ".");
    }

    /** The command that runs a program with this process's class path. */
    static List<String> javaCommand(Class<?> program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "--enable-native-access=ALL-UNNAMED",
                // Short lives: a quick start matters more than how fast they get.
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    String endpoint() {
        return endpoint;
    }

    /** Reads on to a line, and returns everything up to it. */
    String outputUntil(String lastLine) throws IOException {
        StringBuilder text = new StringBuilder();
        String line;
        while ((line = output.readLine()) != null) {
            text.append(line).append('\n');
            if (line.startsWith(lastLine)) {
                return text.toString();
            }
        }
        throw new IOException("The output ended: " + text);
    }

    /** Ends the process as {@code kill -9} does: without notice, with whatever it was writing. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Ends the process as an operator does, and waits for that. */
    void stop() throws InterruptedException, IOException {
        process.destroy();
        if (!process.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
            kill();
            throw new IOException("The server did not end within " + STOP_TIMEOUT + ".");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
