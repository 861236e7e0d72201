package dev.dowel.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Sends to tills and asks them by plain JSON over HTTP, without a client that might repeat a request. Usable from any thread.
 * Of every method an {@link IOException} leaves open whether it happened; a {@link Refused} says that it did not.
 */
final class TillCalls implements AutoCloseable {

    private static final Pattern NUMBER = Pattern.compile("-?\\d+");
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final String endpoint;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    TillCalls(String endpoint) {
        this.endpoint = endpoint;
    }

    /** The server answered with something else than success. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    /**
     * Sends a number.
     *
     * @param waits whether to wait until it is added up
     * @param key the idempotency key, if it may be sent again
     */
    void send(String till, String sender, long value, boolean waits, Optional<String> key)
            throws IOException, InterruptedException {
        String body = "{\"body\":{\"sender\":\"" + sender + "\",\"value\":" + value + "}"
                + (waits ? ",\"wait\":true,\"timeout\":" + TIMEOUT.toMillis() : "") + "}";
        String answer = post("till", till, "queue/numbers", body, key);
        if (!answer.contains("\"completed\"")) {
            throw new Refused(answer);
        }
    }

    /** Has an actor of the server send a number. */
    void relay(String till, String sender, long value) throws IOException, InterruptedException {
        String body = "{\"args\":[\"" + till + "\",\"" + sender + "\"," + value + "]}";
        post("relay", sender, "action/relay", body, Optional.empty());
    }

    /** The numbers of a sender that were added up. */
    List<Long> seen(String till, String sender) throws IOException, InterruptedException {
        return numbers(post("till", till, "action/seen", "{\"args\":[\"" + sender + "\"]}", Optional.empty()));
    }

    Till.Sum sum(String till) throws IOException, InterruptedException {
        List<Long> sum = numbers(post("till", till, "action/sum", "{\"args\":[]}", Optional.empty()));
        return new Till.Sum(sum.get(0), sum.get(1), sum.get(2), sum.get(3));
    }

    private static List<Long> numbers(String answer) {
        return NUMBER.matcher(answer)
                .results()
                .map(MatchResult::group)
                .map(Long::valueOf)
                .toList();
    }

    private String post(String type, String key, String path, String body, Optional<String> idempotencyKey)
            throws IOException, InterruptedException {
        URI uri = URI.create(endpoint + "/gateway/" + type + "/" + path
                + "?rvt-namespace=default&rvt-method=getOrCreate&rvt-runner=default&rvt-key=" + key);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(TIMEOUT.plusSeconds(10))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        idempotencyKey.ifPresent(sameMessage -> request.header("idempotency-key", sameMessage));
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
        if (response.statusCode() != 200) {
            throw new Refused("Status " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
