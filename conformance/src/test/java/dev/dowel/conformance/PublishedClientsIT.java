package dev.dowel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.conformance.behaviour.LeftOut;
import dev.dowel.protocol.Encoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the suite in {@code node} with the published clients, each version in each encoding against a server on RocksDB of its
 * own. The tests mostly wait, so several run at once.
 */
final class PublishedClientsIT {

    private static final List<String> VERSIONS = List.of("2.3.19", "2.3.11");
    private static final List<String> ENCODINGS = List.of("json", "cbor", "bare");
    private static final Duration SUITE_TIMEOUT = Duration.ofMinutes(4);
    private static final int AT_ONCE = 3;

    @TempDir
    static Path data;

    private static NodeProject node;
    private static ExecutorService threads;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        node = NodeProject.installed(Path.of("node"));
        threads = Executors.newFixedThreadPool(AT_ONCE);
    }

    @AfterAll
    static void stop() {
        if (threads != null) {
            threads.shutdownNow();
        }
    }

    @TestFactory
    List<DynamicTest> everyVersionInEveryEncoding() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String version : VERSIONS) {
            for (String encoding : ENCODINGS) {
                Future<Finished> suite = threads.submit(() -> runSuite(version, encoding));
                tests.add(DynamicTest.dynamicTest(
                        "rivetkit " + version + ", " + encoding, () -> check(version, encoding, suite.get())));
            }
        }
        return tests;
    }

    private static Finished runSuite(String version, String encoding) throws IOException, InterruptedException {
        Path own = Files.createDirectory(data.resolve(version + "-" + encoding));
        try (var server = new RestartableServer(port -> ConformanceServer.start(port, own))) {
            Map<String, String> environment = Map.of(
                    "ENDPOINT",
                    server.endpoint(),
                    "CONTROL",
                    server.control(),
                    "CLIENT",
                    version,
                    "ENCODING",
                    encoding,
                    // The suite causes errors on purpose, which the client logs.
                    "RIVET_LOG_LEVEL",
                    "silent");
            return node.run(environment, SUITE_TIMEOUT, "--test", "--test-reporter=tap", "suite.mjs");
        }
    }

    /** Neither suite may know a behaviour that the other does not, but for what is named, with the reason. */
    private static void compareWithJava(String encoding, Finished suite) throws Exception {
        Set<String> published = new TreeSet<>(names(suite.output()));
        assertThat(published).as(suite.output()).hasSize(total("tests", suite.output()));
        assertThat(published).containsAll(LeftOut.ofPublished().keySet());
        published.removeAll(LeftOut.ofPublished().keySet());
        published.addAll(LeftOut.ofJava());
        assertThat(JavaClientIT.names(Encoding.named(encoding).orElseThrow()))
                .containsExactlyInAnyOrderElementsOf(published);
    }

    /** The names of the tests in the output of Node's test runner, without the groups they are in. */
    private static List<String> names(String output) {
        return Pattern.compile("^ *(?:not )?ok \\d+ - (.*)\\R(?: .*\\R)*? +type: '(\\w+)'$", Pattern.MULTILINE)
                .matcher(output)
                .results()
                .filter(found -> found.group(2).equals("test"))
                .map(found -> found.group(1).replaceAll("\\\\(.)", "$1"))
                .toList();
    }

    private static void check(String version, String encoding, Finished suite) throws Exception {
        System.out.println("rivetkit " + version + ", " + encoding + ": " + summary(suite.output()));
        assertThat(suite.exitCode()).as(suite.output()).isZero();
        assertThat(total("tests", suite.output())).as("tests that ran").isPositive();
        assertThat(total("pass", suite.output())).as("tests that passed").isEqualTo(total("tests", suite.output()));
        compareWithJava(encoding, suite);
    }

    private static String summary(String output) {
        return total("pass", output) + " of " + total("tests", output) + " tests passed";
    }

    /** A line of the summary that Node's test runner ends with, such as {@code # pass 120}. */
    private static int total(String what, String output) {
        Matcher line =
                Pattern.compile("^# " + what + " (\\d+)$", Pattern.MULTILINE).matcher(output);
        int total = 0;
        while (line.find()) {
            total = Integer.parseInt(line.group(1));
        }
        return total;
    }
}
