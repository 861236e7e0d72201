package dev.dowel.attacks.kill;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own that will be killed. Used by one thread; its port by any. */
final class Victim implements AutoCloseable {

    private final Process process;
    private final int port;

    private Victim(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts a server and waits until it listens; its errors are added to {@code server.err} beside its data. */
    static Victim start(Path data, List<String> jvm) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(jvm);
        command.addAll(List.of(
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                System.getProperty("java.class.path"),
                KillServer.class.getName(),
                data.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        data.resolveSibling("server.err").toFile()))
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        if (line == null || !line.startsWith(KillServer.READY)) {
            process.destroyForcibly();
            throw new IOException("The server ended before it was ready; see server.err in " + data.getParent());
        }
        return new Victim(process, Integer.parseInt(line.substring(KillServer.READY.length())));
    }

    int port() {
        return port;
    }

    /** SIGKILL: without notice, with whatever it was writing. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /**
     * SIGTERM: waits until it has ended by itself.
     *
     * @return whether it did, within a minute
     */
    boolean stop() throws InterruptedException {
        process.destroy();
        return process.waitFor(1, TimeUnit.MINUTES);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
