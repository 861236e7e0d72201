package dev.dowel.attacks.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The short versions of the attacks by clients, and that they would find what they look for. */
@Timeout(180)
class HostileClientsTest {

    @ParameterizedTest
    @CsvSource({"hostile-requests, 300", "hostile-frames, 200", "hostile-bombs, 1"})
    void nothingLeaksAndAllIsBounded(String name, int rounds) throws Exception {
        assertThat(HostileClients.run(name, rounds, 1)).contains("honest calls answered");
    }

    @Test
    void whoAsksTooMuchIsRefusedAndOthersAreServed() throws Exception {
        assertThat(HostileClients.run("flood", 60, 0)).contains("refused", "honest calls answered");
    }

    @ParameterizedTest
    @CsvSource({"storm-bodies, 1500", "storm-sockets, 600"})
    void stormsAreWeathered(String kind, int connections) throws Exception {
        assertThat(HostileClients.run(kind, connections, 0)).contains("honest calls answered");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang.IllegalStateException: x",
                "at dev.dowel.server.Router.route(Router.java:1)",
                "/var/lib/dowel/000001.sst",
                "SELECT * FROM t",
                "Index 5 out of bounds for length 4"
            })
    void insidesAreFound(String inside) {
        assertThatThrownBy(() -> Insides.check(("{\"message\":\"" + inside + "\"}").getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 400 Bad Request\r\ncontent-type: text/plain\r\ncontent-length: 2\r\n\r\nno",
                "HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\nx-rivet-error: a.b\r\ncontent-length: 39"
                        + "\r\n\r\n{\"group\":\"a\",\"code\":\"b\",\"message\":\"\"}  ",
                "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nno",
                "HTTP/1.1 200 OK\r\n\r\n?",
                "no"
            })
    void answersThatAreNotAsDocumentedAreFound(String answer) {
        Answers answers = new Answers(answer.getBytes(StandardCharsets.UTF_8), ErrorTable.ofProject());
        assertThatThrownBy(answers::check).isInstanceOf(AssertionError.class);
    }

    @Test
    void answersThatAreAsDocumentedPass() {
        String answer = "HTTP/1.1 404 Not Found\r\ncontent-type: application/json\r\nx-rivet-error: guard.no_route\r\n"
                + "content-length: 50\r\n\r\n{\"code\":\"no_route\",\"group\":\"guard\",\"message\":\"N.\"}";
        assertThat(new Answers((answer + answer).getBytes(StandardCharsets.UTF_8), ErrorTable.ofProject()).check())
                .isEqualTo(2);
    }
}
