package dev.dowel.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A {@link MeasuredServer} in a process of its own. Used by one thread; {@link #port} by any. */
final class ServerUnderTest implements AutoCloseable {

    /** JVM settings of the server, which belong to every figure. */
    static final String JVM =
            System.getProperty("server.jvm", "-Xmx1g -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED");

    private final Process process;
    private final BufferedReader answers;
    private final Path directory;
    private final int port;
    private final double startSeconds;

    private ServerUnderTest(Process process, BufferedReader answers, Path directory, int port, double startSeconds) {
        this.process = process;
        this.answers = answers;
        this.directory = directory;
        this.port = port;
        this.startSeconds = startSeconds;
    }

    /** Starts it and waits for its first reply to a call. */
    static ServerUnderTest start(Path directory) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        command.addAll(List.of(JVM.split(" ", -1)));
        command.addAll(List.of(
                "-cp", System.getProperty("java.class.path"), MeasuredServer.class.getName(), directory.toString()));
        long from = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        directory.resolveSibling("server.err").toFile()))
                .start();
        BufferedReader answers = process.inputReader(StandardCharsets.UTF_8);
        String line = answers.readLine();
        if (line == null || !line.startsWith(MeasuredServer.READY)) {
            process.destroyForcibly();
            throw new IOException("The server did not start; see server.err in " + directory.getParent());
        }
        int port = Integer.parseInt(line.substring(MeasuredServer.READY.length()));
        LoopbackHttp.increment(port, "first");
        return new ServerUnderTest(process, answers, directory, port, (System.nanoTime() - from) / 1e9);
    }

    int port() {
        return port;
    }

    /** From the start of the process to the first reply. */
    double startSeconds() {
        return startSeconds;
    }

    /** What the server says of itself at no cost. */
    ServerFigures figures() throws IOException {
        return ask("");
    }

    /** The same with its live heap and virtual threads: collects its garbage. */
    ServerFigures thoroughFigures() throws IOException {
        return ask(MeasuredServer.THOROUGH);
    }

    private ServerFigures ask(String question) throws IOException {
        OutputStream questions = process.getOutputStream();
        questions.write((question + "\n").getBytes(StandardCharsets.UTF_8));
        questions.flush();
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("The server has ended.");
        }
        return ServerFigures.read(line);
    }

    long rssBytes() throws IOException {
        return ProcessMemory.of(Long.toString(process.pid())).rssBytes();
    }

    long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            return open.count();
        }
    }

    long directoryBytes() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.mapToLong(ServerUnderTest::size).sum();
        }
    }

    /** A file may go away while the folder is read. */
    private static long size(Path file) {
        File named = file.toFile();
        return named.isFile() ? named.length() : 0;
    }

    /** Lets it end in order. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
