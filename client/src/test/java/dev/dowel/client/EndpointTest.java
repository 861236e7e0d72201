package dev.dowel.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {

    @ParameterizedTest
    @CsvSource({
        "http://localhost:6420, http://localhost:6420",
        "http://localhost:6420/, http://localhost:6420",
        "HTTPS://host, https://host",
        "http://[::1]:6420, http://[::1]:6420",
        "https://host/api/rivet, https://host/api/rivet",
        "https://host//api///rivet//, https://host/api/rivet",
        "http://@host, http://host"
    })
    void theBaseHasNoSlashAtItsEndAndNoDoubleSlashes(String text, String base) {
        assertThat(Endpoint.parse(text)).isEqualTo(new Endpoint(base, null, null));
    }

    @Test
    void namespaceAndTokenAreDecodedAndNotPartOfTheBase() {
        assertThat(Endpoint.parse("http://my%20space:s%3Acret%2B+@host:1/p"))
                .isEqualTo(new Endpoint("http://host:1/p", "my space", "s:cret++"));
        assertThat(Endpoint.parse("http://ns@host")).isEqualTo(new Endpoint("http://host", "ns", null));
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:6420, http:// or https://",
        "ws://host, http:// or https://",
        "http://host?a=1, query",
        "http://host/#x, fragment",
        "http://:secret@host, token but no namespace",
        "http://ns:sec%zzret@host, not a URL",
        "http://ns:secret@, host name",
        "http:///path, host name",
        "http://my_host:1, host name",
        "http://host:99999, 65535",
        "'http://ns:secret@ho st', not a URL"
    })
    void whatCannotBeUsedIsSaidWithoutRepeatingTheToken(String text, String why) {
        assertThatThrownBy(() -> Endpoint.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("endpoint")
                .message()
                .contains(why)
                .doesNotContain("secret");
    }

    @Test
    void secretsAreNotPrinted() {
        assertThat(Endpoint.parse("http://ns:secret@host").toString()).doesNotContain("secret");
        try (var client = DowelClient.connect("http://ns:secret@localhost:1")) {
            assertThat(client.toString()).contains("localhost").doesNotContain("secret");
            assertThat(client.actor(Counter.class, "a").toString()).doesNotContain("secret");
        }
    }

    @Test
    void namespaceAndTokenCannotBeGivenTwice() {
        var builder = DowelClient.builder().endpoint("http://ns:secret@host");
        assertThatThrownBy(() -> builder.namespace("other").build()).hasMessageContaining("namespace");
        var withToken = DowelClient.builder().endpoint("http://ns:secret@host").token("another");
        assertThatThrownBy(withToken::build)
                .hasMessageContaining("token")
                .message()
                .doesNotContain("secret");
        assertThatThrownBy(() -> DowelClient.builder().build()).hasMessageContaining("endpoint");
        var unsendable = DowelClient.builder().endpoint("http://host").token("se\ncret");
        assertThatThrownBy(unsendable::build)
                .hasMessageContaining("token")
                .message()
                .doesNotContain("cret");
    }
}
