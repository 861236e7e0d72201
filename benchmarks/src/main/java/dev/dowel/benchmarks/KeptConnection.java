package dev.dowel.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Locale;

/** A connection to a server that stays open, with one request at a time. Used by one thread. */
final class KeptConnection implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;
    private String head = "";

    KeptConnection(int port) throws IOException {
        this.socket = LoopbackHttp.open(port);
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** Calls an action without arguments on the actor of a key. */
    String action(String type, String key, String action) throws IOException {
        return action(type, key, action, "[]");
    }

    /** Calls an action with arguments, written as a JSON array, on the actor of a key. */
    String action(String type, String key, String action, String arguments) throws IOException {
        return post(
                "/gateway/" + type + "/action/" + action + LoopbackHttp.QUERY + key, "{\"args\":" + arguments + "}");
    }

    /** Posts JSON and waits for the answer's body. */
    String post(String path, String body) throws IOException {
        socket.getOutputStream()
                .write(("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                                + "x-rivet-encoding: json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                        .getBytes(ISO_8859_1));
        head = readHead();
        String answer = new String(in.readNBytes(Integer.parseInt(header("content-length"))), ISO_8859_1);
        if (!head.startsWith("http/1.1 200")) {
            throw new IOException(path + ": " + head + answer);
        }
        return answer;
    }

    /** The id of the actor that answered last. */
    String actorId() {
        return header("x-rivet-actor");
    }

    private String header(String name) {
        int at = head.indexOf("\r\n" + name + ":");
        if (at < 0) {
            throw new IllegalStateException("No " + name + " in " + head);
        }
        int start = at + name.length() + 3;
        return head.substring(start, head.indexOf('\r', start)).trim();
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
        return text.toString().toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
