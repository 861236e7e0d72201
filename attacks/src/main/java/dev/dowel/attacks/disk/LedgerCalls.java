package dev.dowel.attacks.disk;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls ledgers by plain JSON over HTTP, without a client that might repeat a call. Usable from any thread. */
final class LedgerCalls implements AutoCloseable {

    /** The server answered, but not with a result. */
    static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1L;

        private final String code;

        RefusedException(String code, String answer) {
            super(answer);
            this.code = code;
        }

        /** Group and code, such as {@code store.unavailable}. */
        String code() {
            return code;
        }
    }

    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final JsonMapper json = new JsonMapper();
    private final String endpoint;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    LedgerCalls(String endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * Adds a caller's next number.
     *
     * @throws IOException if there was no answer, which leaves open whether it happened
     */
    void add(String ledger, String caller, long number, int bulk)
            throws IOException, InterruptedException, RefusedException {
        call(ledger, "add", caller, number, bulk);
    }

    long last(String ledger, String caller) throws IOException, InterruptedException, RefusedException {
        return call(ledger, "last", caller).asLong();
    }

    Ledger.Report report(String ledger) throws IOException, InterruptedException, RefusedException {
        return json.treeToValue(call(ledger, "report"), Ledger.Report.class);
    }

    private JsonNode call(String ledger, String action, Object... arguments)
            throws IOException, InterruptedException, RefusedException {
        URI uri = URI.create(endpoint + "/gateway/ledger/action/" + action
                + "?rvt-namespace=default&rvt-method=getOrCreate&rvt-runner=default&rvt-key=" + ledger);
        byte[] body = json.writeValueAsBytes(json.createObjectNode().set("args", json.valueToTree(arguments)));
        HttpResponse<byte[]> response = http.send(
                HttpRequest.newBuilder(uri)
                        .timeout(TIMEOUT)
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        JsonNode answer = parse(response.body());
        if (response.statusCode() != 200) {
            throw new RefusedException(
                    answer.path("group").asString("") + "."
                            + answer.path("code").asString(""),
                    response.statusCode() + " " + answer);
        }
        return answer.path("output");
    }

    /** The status and the body of the server's health. */
    Health health() throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(
                HttpRequest.newBuilder(URI.create(endpoint + "/health"))
                        .timeout(TIMEOUT)
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        return new Health(response.statusCode(), parse(response.body()));
    }

    /** What a server says of itself. */
    record Health(int status, JsonNode body) {}

    private JsonNode parse(byte[] body) throws IOException {
        try {
            return json.readTree(body);
        } catch (JacksonException e) {
            throw new IOException("No JSON", e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
