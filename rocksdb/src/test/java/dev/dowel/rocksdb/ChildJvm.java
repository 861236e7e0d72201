package dev.dowel.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;

/** Another JVM with this one's class path, which is killed when it is closed. */
final class ChildJvm implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private ChildJvm(Process process) {
        this.process = process;
        this.output = process.inputReader(UTF_8);
    }

    static ChildJvm start(Class<?> main, String... arguments) throws IOException {
        return start(command(main, arguments));
    }

    static ChildJvm start(List<String> command) throws IOException {
        return new ChildJvm(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** What starts a class's main method, quickly. */
    static List<String> command(Class<?> main, String... arguments) {
        return command(List.of(), main, arguments);
    }

    /** The same with further JVM options. */
    static List<String> command(List<String> options, Class<?> main, String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "--enable-native-access=ALL-UNNAMED",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Unpacks RocksDB's native library into a directory; says with which options a child finds it there. */
    static List<String> unpackedLibrary(Path directory) throws IOException {
        String packed = Environment.getJniLibraryFileName("rocksdb");
        try (InputStream library = RocksDB.class.getClassLoader().getResourceAsStream(packed)) {
            String name = System.mapLibraryName(Environment.getSharedLibraryName("rocksdb"));
            Files.copy(library, Files.createDirectories(directory).resolve(name));
        }
        return List.of("-Djava.library.path=" + directory);
    }

    /** The next line of its output, or null at the end of it. */
    @Nullable
    String nextLine() throws IOException {
        return output.readLine();
    }

    long pid() {
        return process.pid();
    }

    /** As {@code kill -9}. Returns when it is dead; what it wrote before can still be read. */
    void kill() {
        // The process's own method closes its output too.
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }

    /** Lets it run for a while, at most, and kills it. */
    void killIfAliveAfter(long milliseconds) throws InterruptedException {
        if (!process.waitFor(milliseconds, TimeUnit.MILLISECONDS)) {
            kill();
        }
    }

    @Override
    public void close() throws IOException {
        kill();
        output.close();
    }
}
