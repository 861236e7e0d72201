package dev.dowel.attacks.kill;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One HTTP connection to a server, by hand: no client that might repeat a request. Used by one thread. Of every method an {@link
 * IOException} leaves open whether it happened; a {@link Refused} says that it did not.
 */
final class Wire implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int TIMEOUT_MILLIS = 60_000;
    private static final String QUERY = "?rvt-namespace=default&rvt-method=getOrCreate&rvt-runner=default&rvt-key=";

    private final Socket socket;
    private final InputStream in;

    Wire(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** The server answered with an error. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final String code;

        Refused(String code, String body) {
            super(body);
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    /** Calls an action of the actor of a key; creates it if need be. */
    JsonNode call(String type, String key, String action, Object... arguments) throws IOException {
        return post("/gateway/" + type + "/action/" + action + QUERY + key, arguments("args", arguments), "")
                .path("output");
    }

    /** Calls an action of the actor with an id. */
    JsonNode callById(String id, String action) throws IOException {
        return post("/gateway/" + id + "/action/" + action, "{\"args\":[]}", "").path("output");
    }

    /** Sends a letter; with an idempotency key unless that is empty. */
    void send(String inbox, String letter, boolean waits, String idempotencyKey) throws IOException {
        String body = "{\"body\":" + JSON.writeValueAsString(letter)
                + (waits ? ",\"wait\":true,\"timeout\":" + TIMEOUT_MILLIS : "") + "}";
        String header = idempotencyKey.isEmpty() ? "" : "idempotency-key: " + idempotencyKey + "\r\n";
        JsonNode answer = post("/gateway/inbox/queue/letters" + QUERY + inbox, body, header);
        String status = answer.path("status").asString("");
        if (!status.equals("completed")) {
            throw new Refused(status, answer.toString());
        }
    }

    private static String arguments(String name, Object... arguments) {
        return "{\"" + name + "\":" + JSON.writeValueAsString(arguments) + "}";
    }

    private JsonNode post(String path, String body, String header) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        socket.getOutputStream()
                .write(("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n" + header
                                + "Content-Length: " + bytes.length + "\r\n\r\n" + body)
                        .getBytes(UTF_8));
        String head = readHead();
        int at = head.indexOf("\r\ncontent-length:") + 17;
        int length = Integer.parseInt(head.substring(at, head.indexOf('\r', at)).trim());
        byte[] answer = in.readNBytes(length);
        if (answer.length < length) {
            throw new EOFException("The server closed the connection in an answer.");
        }
        JsonNode json = JSON.readTree(answer);
        if (!head.startsWith("http/1.1 200")) {
            throw new Refused(json.path("code").asString(""), new String(answer, UTF_8));
        }
        return json;
    }

    private String readHead() throws IOException {
        var text = new StringBuilder();
        while (text.length() < 4 || text.indexOf("\r\n\r\n", text.length() - 4) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("The server closed the connection after: " + text);
            }
            text.append((char) next);
        }
        return new String(text.toString().getBytes(ISO_8859_1), ISO_8859_1).toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
