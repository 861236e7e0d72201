package dev.dowel.conformance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Calls counters by plain JSON over HTTP, without a client that might repeat a call. Usable from any thread. */
final class CounterCalls implements AutoCloseable {

    private static final Pattern OUTPUT = Pattern.compile("\\{\"output\":(\\d+)}");
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final String endpoint;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    CounterCalls(String endpoint) {
        this.endpoint = endpoint;
    }

    /** Adds one and returns the new count; an {@link IOException} leaves open whether it happened. */
    long increment(String key) throws IOException, InterruptedException {
        return call(key, "increment", "{\"args\":[1]}");
    }

    long count(String key) throws IOException, InterruptedException {
        return call(key, "getCount", "{\"args\":[]}");
    }

    private long call(String key, String action, String body) throws IOException, InterruptedException {
        URI uri = URI.create(endpoint + "/gateway/counter/action/" + action
                + "?rvt-namespace=default&rvt-method=getOrCreate&rvt-runner=default&rvt-key=" + key);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(TIMEOUT)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        Matcher output = OUTPUT.matcher(response.body());
        if (response.statusCode() != 200 || !output.matches()) {
            throw new IOException("Status " + response.statusCode() + ": " + response.body());
        }
        return Long.parseLong(output.group(1));
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
