package dev.dowel.embedded;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that serves actors in a Java process of its own, on a free port. Used by one thread. */
final class ServedProcess implements AutoCloseable {

    private static final String READY = "Dowel is ready at ";

    private final Process process;
    private final Path errors;
    private final String endpoint;

    private ServedProcess(Process process, Path errors, String endpoint) {
        this.process = process;
        this.errors = errors;
        this.endpoint = endpoint;
    }

    /** Starts a program, with its data in a folder, and waits until it says where it listens. */
    static ServedProcess start(Path folder, Map<String, String> environment, Class<?> program, String... options)
            throws IOException {
        return start(folder, environment, System.getProperty("java.class.path"), program, options);
    }

    /** The same with another class path. */
    static ServedProcess start(
            Path folder, Map<String, String> environment, String classPath, Class<?> program, String... options)
            throws IOException {
        Path errors = Files.createTempFile(folder, "server", ".err");
        ProcessBuilder builder = builder(folder, classPath, program, options).redirectError(errors.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(READY)) {
                return new ServedProcess(
                        process, errors, line.substring(READY.length()).split(" ", 2)[0]);
            }
        }
        process.destroyForcibly();
        throw new IOException("It ended before it was ready: " + Files.readString(errors));
    }

    /** A program with its data in a folder, on a free port, which is to be started. */
    static ProcessBuilder builder(Path folder, String classPath, Class<?> program, String... options) {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath, program.getName()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("DOWEL_") || name.startsWith("RIVET_"));
        builder.environment()
                .putAll(Map.of(
                        "DOWEL_PORT",
                        "0",
                        "DOWEL_DATA_DIR",
                        folder.resolve("data").toString()));
        return builder;
    }

    String endpoint() {
        return endpoint;
    }

    /** What it wrote to its standard error so far: the log. */
    String log() throws IOException {
        return Files.readString(errors);
    }

    /** Sends SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** Waits for its end. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("It did not end.");
        }
        return process.exitValue();
    }

    /** Kills it if it still runs, and waits until it has let go of its data. */
    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
