package dev.dowel.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dowel.ActorError;
import dev.dowel.ActorKey;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client can be built with (protocol 1.1). */
class DowelClientBuilderTest {

    private static String gatewayUrl(Map<String, String> variables) {
        try (DowelClient client =
                DowelClient.builder().fromEnvironment(variables).build()) {
            return client.forId("id").gatewayUrl().toString();
        }
    }

    @Test
    void theEnvironmentNamesServerNamespaceAndToken() {
        Map<String, String> variables = Map.of(
                "RIVET_ENDPOINT", "https://actors.example/base", "RIVET_NAMESPACE", "acme", "RIVET_TOKEN", "s/t");
        assertThat(gatewayUrl(variables)).isEqualTo("https://actors.example/base/gateway/id@s%2Ft");
        try (DowelClient client =
                DowelClient.builder().fromEnvironment(variables).build()) {
            assertThat(client.actor("c", ActorKey.of()).gatewayUrl().getQuery()).contains("rvt-namespace=acme");
        }
    }

    @Test
    void theFirstNameWinsAndEmptyIsNotSet() {
        assertThat(gatewayUrl(Map.of("RIVET_ENGINE", "http://one:1", "RIVET_ENDPOINT", "http://two:2")))
                .startsWith("http://one:1/");
        assertThat(gatewayUrl(Map.of("RIVET_ENGINE", "", "RIVET_ENDPOINT", "http://two:2")))
                .startsWith("http://two:2/");
        assertThat(gatewayUrl(Map.of())).startsWith("http://localhost:6420/");
    }

    @Test
    void whatIsSetAfterwardsWins() {
        try (DowelClient client = DowelClient.builder()
                .fromEnvironment(Map.of("RIVET_ENDPOINT", "http://one:1", "RIVET_NAMESPACE", "acme"))
                .endpoint("http://two:2")
                .namespace("other")
                .build()) {
            assertThat(client.actor("c", ActorKey.of()).gatewayUrl())
                    .asString()
                    .startsWith("http://two:2/")
                    .contains("rvt-namespace=other");
        }
    }

    @Test
    void aVariableThatCannotBeUsedIsNamed() {
        assertThatThrownBy(() -> gatewayUrl(Map.of("RIVET_ENDPOINT", "localhost:6420")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("RIVET_ENDPOINT cannot be used. The endpoint is not usable");
        assertThatThrownBy(() -> gatewayUrl(Map.of("RIVET_ENDPOINT", "http://a@h", "RIVET_NAMESPACE", "b")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("RIVET_NAMESPACE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Rivet-Token", "x-dowel-ttl-ms", "Content-Type", "host", "no name", ""})
    void aHeaderTheClientOrTheJdkSetsIsRefused(String name) {
        assertThatThrownBy(() -> DowelClient.builder().header(name, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTokenAndAnAuthorizationExcludeEachOther() {
        DowelClientBuilder builder = DowelClient.builder().endpoint("http://h").header("Authorization", "Basic x");
        builder.build().close();
        assertThatThrownBy(() -> builder.token("t").build()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anInputMayBeAsLargeAsTheClientIsToldAndNoLarger() {
        String large = "x".repeat(5_000);
        ActorKey key = ActorKey.of("a");
        try (DowelClient plain = DowelClient.connect("http://h");
                DowelClient roomy = DowelClient.builder()
                        .endpoint("http://h")
                        .maxInputBytes(6_000)
                        .build()) {
            assertThatThrownBy(() -> plain.getOrCreate(Counter.class, key, large))
                    .isInstanceOfSatisfying(
                            ActorError.class, e -> assertThat(e.code()).isEqualTo("input_too_large"));
            assertThat(roomy.getOrCreate(Counter.class, key, large).gatewayUrl().getQuery())
                    .contains("rvt-input");
        }
    }
}
