package dev.dowel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.examples.ChatClient;
import dev.dowel.examples.CounterClient;
import dev.dowel.examples.DemoServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does with the demo what its own text, and the README, tell people to do. */
final class DemoIT {

    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final String READY = "Dowel is ready at ";
    private static final String LAST_LINE = "Stop with ";

    /** One curl command of the text: address, an optional header, body. */
    private static final Pattern CURL =
            Pattern.compile("curl '([^']+)'(?:\\s+\\\\\\s+-H '([^:]+): ([^']+)')?\\s+(?:\\\\\\s+)?-d '([^']+)'");

    @TempDir
    static Path folder;

    private static ServerProcess server;
    private static String whatToTry;

    @BeforeAll
    static void start() throws IOException {
        server = startDemo();
        whatToTry = server.outputUntil(LAST_LINE);
    }

    private static ServerProcess startDemo() throws IOException {
        Map<String, String> environment = Map.of(
                "DOWEL_PORT", "0", "DOWEL_DATA_DIR", folder.resolve("data").toString());
        return ServerProcess.start(folder.resolve("demo.err"), environment, READY, DemoServer.class);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void theCurlCommandsThatAreShownWork() throws IOException, InterruptedException {
        Matcher commands = CURL.matcher(whatToTry);

        assertThat(commands.find()).isTrue();
        assertThat(post(commands.group(1), Map.of(), commands.group(4))).isEqualTo("200 {\"output\":5}");

        assertThat(commands.find()).isTrue();
        assertThat(post(commands.group(1), Map.of(commands.group(2), commands.group(3)), commands.group(4)))
                .matches("200 \\{\"output\":\\{\"from\":\"alice\",\"text\":\"Hello\",\"at\":\"[^\"]+\"}}");
        assertThat(post(commands.group(1), Map.of(), commands.group(4)))
                .startsWith("500 ")
                .contains("\"group\":\"user\"", "\"code\":\"no_token\"");
        assertThat(commands.find()).isFalse();
    }

    @Test
    void theJavaCounterClientCountsAndListens() throws IOException, InterruptedException {
        assertThat(runJava(CounterClient.class).lines())
                .contains(
                        "counter is at 0",
                        "increment(1) over the connection returned 1",
                        "increment(5) over HTTP returned 6",
                        "event newCount 1",
                        "event newCount 6");
    }

    @Test
    void theJavaChatClientTalksAndIsRefused() throws IOException, InterruptedException {
        assertThat(runJava(ChatClient.class).lines())
                .contains(
                        "alice hears alice: Hello, Bob!",
                        "alice hears bob: Hello, Alice!",
                        "bob said nothing: empty_message: Say something.",
                        "a stranger is refused: user.unknown_token: This token opens no door here.")
                .anyMatch(line -> line.matches("\\d{4}-\\S+Z bob: Hello, Alice!"))
                .doesNotContain("a stranger got in");
    }

    @Test
    void theTypeScriptExamplesCountTalkAndAreRefused() throws IOException, InterruptedException {
        NodeProject typescript = NodeProject.installed(Path.of("..", "examples", "typescript"));

        Finished check = typescript.runScript(Map.of(), TIMEOUT, "check");
        assertThat(check.exitCode()).as(check.output()).isZero();

        assertThat(runScript(typescript, "counter").lines())
                .contains(
                        "json: counter is at 0",
                        "json: event newCount 1",
                        "cbor: increment(1) over the connection returned 7",
                        "cbor: event newCount 12",
                        "bare: increment(5) over HTTP returned 18",
                        "bare: event newCount 18");
        assertThat(runScript(typescript, "chat").lines())
                .contains(
                        "alice is connected",
                        "alice hears bob: Hello, Alice!",
                        "bob said nothing: empty_message: Say something.",
                        "a stranger is refused: user.no_token: Connect with {\"token\": \"…\"}.",
                        "a stranger is refused: user.unknown_token: This token opens no door here.")
                .doesNotContain("a stranger got in");
    }

    @Test
    void theNextStartFindsEverythingAsItWas() throws IOException, InterruptedException {
        String increment = "/gateway/counter/action/increment?rvt-namespace=default&rvt-method=getOrCreate"
                + "&rvt-runner=default&rvt-key=restarted";
        assertThat(post(server.endpoint() + increment, Map.of(), "{\"args\":[41]}"))
                .isEqualTo("200 {\"output\":41}");
        server.stop();
        start();
        assertThat(post(server.endpoint() + increment, Map.of(), "{\"args\":[1]}"))
                .isEqualTo("200 {\"output\":42}");
    }

    private static String runJava(Class<?> program) throws IOException, InterruptedException {
        return output(Finished.of(folder, Map.of(), TIMEOUT, ServerProcess.javaCommand(program, server.endpoint())));
    }

    private static String runScript(NodeProject project, String script) throws IOException, InterruptedException {
        return output(project.runScript(Map.of("RIVET_ENDPOINT", server.endpoint()), TIMEOUT, script));
    }

    private static String output(Finished finished) {
        assertThat(finished.exitCode()).as(finished.output()).isZero();
        return finished.output();
    }

    private static String post(String uri, Map<String, String> headers, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(uri)).POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return response.statusCode() + " " + response.body();
        }
    }
}
