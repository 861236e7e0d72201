package dev.dowel.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.dowel.ActorDefinition;
import dev.dowel.examples.DemoServer;
import dev.dowel.rocksdb.RocksDbStore;
import dev.dowel.runtime.ActorListener;
import dev.dowel.server.DowelServer;
import dev.dowel.server.ServerListener;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Builds the React app of the examples, which checks its types, and uses it in two real browsers: {@code
 * examples/react/test}. What they saw is in {@code target/screenshots}.
 */
final class ReactIT {

    private static final Path FOLDER =
            Path.of("..", "examples", "react").toAbsolutePath().normalize();
    private static final Duration BUILD_TIMEOUT = Duration.ofMinutes(8);
    private static final Duration TEST_TIMEOUT = Duration.ofMinutes(2);
    private static final List<String> BROWSERS =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    @TempDir
    static Path data;

    @BeforeAll
    static void build() throws IOException, InterruptedException {
        Finished build = Finished.of(FOLDER, Map.of(), BUILD_TIMEOUT, List.of("sh", "build.sh"));
        assertThat(build.exitCode()).as(build.output()).isZero();
    }

    @Test
    void twoBrowsersShareEverythingAndOutliveRestartsSleepAndRefusals() throws IOException, InterruptedException {
        Path screenshots =
                Files.createDirectories(Path.of("target", "screenshots")).toAbsolutePath();
        Connections connections = new Connections();
        try (var server = new RestartableServer(port -> start(port, connections))) {
            server.tell("/connections", () -> connections.opened.toString());
            Map<String, String> environment = Map.of(
                    "ENDPOINT",
                    server.endpoint(),
                    "CONTROL",
                    server.control(),
                    "CHROMIUM",
                    browser(),
                    "SCREENSHOTS",
                    screenshots.toString());
            Finished tests = Finished.of(FOLDER, environment, TEST_TIMEOUT, List.of("npm", "test"));
            assertThat(tests.exitCode()).as(tests.output()).isZero();
            assertThat(tests.output()).containsPattern("(?m)^# pass [1-9]");
        }
    }

    private static DowelServer start(int port, ServerListener listener) {
        return DemoServer.server(FOLDER.resolve("dist"))
                .store(() -> RocksDbStore.at(data))
                .port(port)
                .observe(listener)
                .build()
                .start();
    }

    /** Without one, only a machine that checks for everybody fails. */
    private static String browser() {
        Optional<Path> browser = BROWSERS.stream().flatMap(ReactIT::onPath).findFirst();
        if (System.getenv("CI") == null) {
            assumeThat(browser)
                    .as("a Chromium, such as Debian's package chromium, on PATH")
                    .isPresent();
        }
        return browser.orElseThrow(
                        () -> new AssertionError("There is no Chromium on PATH: install the package chromium."))
                .toString();
    }

    private static Stream<Path> onPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable);
    }

    /** Counts the connections to actors that clients opened. */
    private static final class Connections implements ServerListener {

        private final AtomicInteger opened = new AtomicInteger();

        @Override
        public ActorListener listenTo(ActorDefinition<?> definition) {
            return ActorListener.NONE;
        }

        @Override
        public void socketOpened(SocketKind kind) {
            if (kind == SocketKind.CONNECTION) {
                opened.incrementAndGet();
            }
        }
    }
}
