package dev.dowel.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EncodingTest {

    @Test
    void encodingsHaveWireNames() {
        for (Encoding encoding : Encoding.values()) {
            assertThat(Encoding.named(encoding.wireName())).contains(encoding);
            assertThat(encoding.text()).isEqualTo(encoding == Encoding.JSON);
        }
        assertThat(Encoding.named("JSON")).isEmpty();
        assertThat(Encoding.named("")).isEmpty();
    }

    @Test
    void aWireExceptionIsAnErrorForTheClient() {
        var failure = new WireException("g", "c", "m", 5);
        assertThat(failure.toErrorBody()).isEqualTo(new ErrorBody("g", "c", "m", 5, null));
        assertThat(failure.getStackTrace()).isEmpty();
    }
}
