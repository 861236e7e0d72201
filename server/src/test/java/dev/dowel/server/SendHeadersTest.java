package dev.dowel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dowel.SendOptions;
import dev.dowel.protocol.WireException;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendHeadersTest {

    private static HttpHeaders headers(String... namesAndValues) {
        HttpHeaders headers =
                DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }

    @Test
    void withoutThemAMessageIsSentAsItIs() {
        assertThat(SendHeaders.read(headers("x-other", "1"))).isEqualTo(SendOptions.NONE);
    }

    @Test
    void theySayHowAMessageIsSent() {
        assertThat(SendHeaders.read(headers(
                        "Idempotency-Key", "order 17", "X-Dowel-Delay-Ms", "0", "x-dowel-ttl-ms", "999999999999")))
                .isEqualTo(new SendOptions(
                        Duration.ZERO, Optional.of(Duration.ofMillis(999_999_999_999L)), Optional.of("order 17")));
        assertThat(SendHeaders.read(headers("x-dowel-delay-ms", "1500")))
                .isEqualTo(SendOptions.after(Duration.ofMillis(1500)));
        String longest = "k".repeat(SendOptions.LONGEST_KEY);
        assertThat(SendHeaders.read(headers("idempotency-key", longest))).isEqualTo(SendOptions.once(longest));
    }

    @ParameterizedTest
    @CsvSource({
        "x-dowel-delay-ms, ''",
        "x-dowel-delay-ms, -1",
        "x-dowel-delay-ms, 1.5",
        "x-dowel-delay-ms, 1s",
        "x-dowel-delay-ms, 1000000000000",
        "x-dowel-delay-ms, \u0661",
        "x-dowel-ttl-ms, 0",
        "x-dowel-ttl-ms, soon",
        "idempotency-key, ''",
        "idempotency-key, \u00e9"
    })
    void whatTheyCannotSayIsRefused(String name, String value) {
        assertInvalid(headers(name, value));
    }

    @ParameterizedTest
    @ValueSource(ints = {SendOptions.LONGEST_KEY + 1, 10_000})
    void aKeyIsNotTooLong(int length) {
        assertInvalid(headers("idempotency-key", "k".repeat(length)));
    }

    private static void assertInvalid(HttpHeaders headers) {
        assertThatThrownBy(() -> SendHeaders.read(headers)).isInstanceOfSatisfying(WireException.class, e -> {
            assertThat(e.group()).isEqualTo("queue");
            assertThat(e.code()).isEqualTo("message_invalid");
        });
    }
}
