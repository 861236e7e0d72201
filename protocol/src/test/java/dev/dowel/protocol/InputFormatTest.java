package dev.dowel.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InputFormatTest {

    @Test
    void inputIsWrittenAndReadInBothForms() {
        byte[] input = Values.encode(Dialect.COMPAT_CBOR, Map.of("q", "???>>>~~~"));
        assertThat(InputFormat.toBase64(input)).contains("/").endsWith("=");
        assertThat(InputFormat.toBase64Url(input)).contains("_").doesNotContain("=", "/", "+");
        for (RawValue read : List.of(
                InputFormat.fromBase64(InputFormat.toBase64(input)),
                InputFormat.fromBase64Url(InputFormat.toBase64Url(input)))) {
            assertThat(read).isEqualTo(RawValue.of(input, Dialect.COMPAT_CBOR));
            assertThat(read.<Object>decode(Object.class)).isEqualTo(Map.of("q", "???>>>~~~"));
        }
    }

    /** As the published client sends {@code createWithInput: ["$x", 5n]}. */
    @Test
    void inputFromAClientIsRead() {
        assertThat(InputFormat.fromBase64("gmMkJHiCZyRCaWdJbnRhNQ==").<Object>decode(Object.class))
                .isEqualTo(List.of("$x", java.math.BigInteger.valueOf(5)));
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                Arguments.of("*", "guard.query_invalid_base64_input"),
                Arguments.of("gmMk_-", "guard.query_invalid_base64_input"),
                Arguments.of("", "guard.query_invalid_cbor_input"),
                Arguments.of("gQ==", "guard.query_invalid_cbor_input"),
                Arguments.of("AQE=", "guard.query_invalid_cbor_input"),
                Arguments.of("A".repeat(Limits.INPUT_BYTES * 2), "actor.input_too_large"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void badInputIsRefused(String text, String error) {
        assertThatThrownBy(() -> InputFormat.fromBase64(text)).isInstanceOfSatisfying(WireException.class, e -> {
            assertThat(e.group() + "." + e.code()).isEqualTo(error);
            assertThat(e.getMessage()).isNotBlank();
        });
    }
}
