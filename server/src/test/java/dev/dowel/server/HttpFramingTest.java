package dev.dowel.server;

import static dev.dowel.server.TestServer.action;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where one request ends and the next begins is not a matter of opinion: what a proxy may understand in another way is
 * refused, and the connection ends, so that nothing can be smuggled behind it (RFC 9112 6.3, 11.2).
 */
class HttpFramingTest {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");
    private static final String SMUGGLED = "POST " + action("counter", "smuggled", "increment")
            + " HTTP/1.1\r\ncontent-length: 12\r\n\r\n{\"args\":[1]}";

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Everything the server says to these bytes, until it ends the connection. */
    private static String answers(String bytes) throws IOException {
        try (HttpPeer peer = server.connect()) {
            peer.send(bytes);
            peer.socket().setSoTimeout(2_000);
            return new String(peer.in().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "content-length: 4\r\ntransfer-encoding: chunked",
                "transfer-encoding: chunked\r\ncontent-length: 4",
                "content-length: 4\r\ncontent-length: 5",
                "content-length: 4\r\ncontent-length: 4",
                "content-length: 4, 4",
                "content-length: +4",
                "content-length: -4",
                "content-length: 0x4",
                "content-length: 4 4",
                "content-length: 4;a",
                "content-length: 99999999999999999999",
                "content-length:",
                "content-length : 4",
                "transfer-encoding : chunked",
                "transfer-encoding: xchunked",
                "transfer-encoding: identity",
                "transfer-encoding: gzip",
                "transfer-encoding: chunked, gzip",
                "transfer-encoding: gzip, chunked",
                "transfer-encoding: chunked, chunked",
                "transfer-encoding: chunked\r\ntransfer-encoding: identity",
                "transfer-encoding: \"chunked\"",
                "transfer-encoding: chunked;q=1",
                "transfer-encoding:\u000bchunked",
                "transfer-encoding: chunked\u0000",
                "transfer-encoding:\r\n chunked",
                "x: y\ncontent-length: 4",
                "x: y\rcontent-length: 4",
                "content-length: 4\rtransfer-encoding: chunked",
                "con\u0000tent-length: 4",
                "content-length",
                ": 4",
                "content_length\t: 4"
            })
    void lengthsThatCanBeReadInTwoWaysEndTheConnection(String header) throws IOException {
        String answers = answers("POST " + action("counter", "framing", "increment") + " HTTP/1.1\r\nhost: h\r\n"
                + header + "\r\n\r\n0\r\n\r\n" + SMUGGLED);
        assertThat(STATUS.matcher(answers).results().map(match -> match.group(1)))
                .as(answers)
                .containsExactly("400");
        assertThat(answers).contains("guard.invalid_request\r\n").contains("connection: close");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0x0\r\n\r\n",
                "+0\r\n\r\n",
                "-1\r\n\r\n",
                " 0\r\n\r\n",
                "\r\n\r\n",
                "g\r\n\r\n",
                "7fffffffffffffff\r\n",
                "ffffffff\r\n",
                "80000000\r\n",
                "100000000\r\n",
                "0;a\nb\r\n\r\n",
                "0\n\r\n",
                "0;\u0000\r\n\r\n",
                "1\r\nab\r\n0\r\n\r\n",
                "1\r\na0\r\n\r\n",
                "1\r\na\n0\r\n\r\n",
                "2\r\n{}\r\n0 0\r\n\r\n"
            })
    void chunksThatCanBeReadInTwoWaysEndTheConnection(String chunks) throws IOException {
        String answers = answers("POST " + action("counter", "framing", "increment")
                + " HTTP/1.1\r\nhost: h\r\ntransfer-encoding: chunked\r\n\r\n" + chunks + SMUGGLED);
        assertThat(STATUS.matcher(answers).results().map(match -> match.group(1)))
                .as(answers)
                .hasSize(1)
                .allMatch(status -> status.equals("400") || status.equals("413"));
        assertThat(answers).contains("connection: close");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /health HTTP/1.1 x",
                "GET /hea\u0000lth HTTP/1.1",
                "GET /hea\rlth HTTP/1.1",
                "GET /health HTTP/1.1\rx: y",
                "GET /health HTTP/9.9",
                "GET /health HTTP/2.0",
                "GET /health",
                "G(T /health HTTP/1.1",
                "PRI * HTTP/2.0"
            })
    void requestLinesThatCanBeReadInTwoWaysEndTheConnection(String line) throws IOException {
        String answers = answers(line + "\r\nhost: h\r\n\r\n" + SMUGGLED);
        assertThat(STATUS.matcher(answers).results().map(match -> match.group(1)))
                .as(answers)
                .hasSize(1)
                .allMatch(status -> status.equals("400") || status.equals("505"));
        assertThat(answers).contains("connection: close");
    }

    @Test
    void nothingOfAllThisReachedAnActor() {
        try (HttpPeer peer = server.connect()) {
            assertThat(peer.post(action("counter", "smuggled", "getCount"), "{\"args\":[]}")
                            .text())
                    .isEqualTo("{\"output\":0}");
        }
    }
}
