package dev.dowel.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dowel.ActorError;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectionParamsTest {

    record Login(String token) {}

    @Test
    void whatIsNotAsciiIsEscaped() {
        assertThat(ConnectionParams.encode(new Login("é\u2028😀\u007f")))
                .isEqualTo("{\"token\":\"\\u00e9\\u2028\\ud83d\\ude00\\u007f\"}");
        assertThat(ConnectionParams.encode(Map.of("a", 1))).isEqualTo("{\"a\":1}");
        assertThat(ConnectionParams.encode(List.of("$a", 1))).isEqualTo("[\"$a\",1]");
        assertThat(ConnectionParams.encode(null)).isNull();
    }

    @Test
    void whatNoHeaderCanCarryIsRefused() {
        assertThatThrownBy(() -> ConnectionParams.encode("x".repeat(20_000)))
                .isInstanceOfSatisfying(
                        ActorError.class, e -> assertThat(e.code()).isEqualTo("invalid_request"));
        assertThatThrownBy(() -> ConnectionParams.encode(Thread.currentThread()))
                .isInstanceOfSatisfying(
                        ActorError.class, e -> assertThat(e.code()).isEqualTo("invalid_argument"));
    }

    @Test
    void asASubprotocolOnlyTokenCharactersAreLeft() {
        assertThat(Percent.encode("{\"a\":\"(b) 'c'!*~\"}"))
                .isEqualTo("%7B%22a%22%3A%22%28b%29%20%27c%27%21%2A~%22%7D");
        assertThat(Percent.decode(Percent.encode("ä (x)+%"))).isEqualTo("ä (x)+%");
    }
}
