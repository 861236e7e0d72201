package dev.dowel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerEnvironmentTest {

    @Test
    void settingsAreRead() {
        ServerEnvironment environment = ServerEnvironment.of(Map.of(
                "DOWEL_HOST", "0.0.0.0",
                "DOWEL_PORT", "7000",
                "DOWEL_DATA_DIR", "/data",
                "DOWEL_CORS_ORIGINS", "https://a.example, http://b.example:1",
                "RIVET_TOKEN", "t",
                "RIVET_RUNNER_VERSION", "12",
                "RIVET_EXPOSE_ERRORS", "TRUE",
                "PATH", "ignored"));
        assertThat(environment.host()).contains("0.0.0.0");
        assertThat(environment.port()).hasValue(7000);
        assertThat(environment.dataDirectory()).contains("/data");
        assertThat(environment.cors()).hasValueSatisfying(cors -> {
            assertThat(cors.allows("https://a.example")).isTrue();
            assertThat(cors.allows("http://b.example:1")).isTrue();
            assertThat(cors.allows("https://c.example")).isFalse();
        });
        assertThat(environment.adminToken()).contains("t");
        assertThat(environment.version()).hasValue(12);
        assertThat(environment.exposeErrors()).contains(true);
        assertThat(ServerEnvironment.of(Map.of("RIVET_EXPOSE_ERRORS", "0")).exposeErrors())
                .contains(false);
    }

    @Test
    void nothingIsSetByDefaultOrByEmptyVariables() {
        for (ServerEnvironment environment : new ServerEnvironment[] {
            ServerEnvironment.of(Map.of()), ServerEnvironment.of(Map.of("DOWEL_PORT", "", "DOWEL_HOST", " "))
        }) {
            assertThat(environment.host()).isEmpty();
            assertThat(environment.port()).isEmpty();
            assertThat(environment.dataDirectory()).isEmpty();
            assertThat(environment.cors()).isEmpty();
            assertThat(environment.adminToken()).isEmpty();
            assertThat(environment.version()).isEmpty();
            assertThat(environment.exposeErrors()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DOWEL_PROT, DOWEL_PORT",
        "DOWEL_DATADIR, DOWEL_DATA_DIR",
        "DOWEL_CORS, DOWEL_CORS_ORIGINS",
        "DOWEL_HOSTNAME, DOWEL_HOST"
    })
    void anUnknownNameIsAnErrorWithASuggestion(String name, String suggestion) {
        assertThatThrownBy(() -> ServerEnvironment.of(Map.of(name, "x")))
                .isInstanceOf(ServerStartException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("Did you mean " + suggestion + "?");
    }

    @ParameterizedTest
    @CsvSource({
        "DOWEL_PORT, http",
        "DOWEL_PORT, -1",
        "DOWEL_PORT, 65536",
        "RIVET_RUNNER_VERSION, 1.2",
        "RIVET_EXPOSE_ERRORS, perhaps",
        "DOWEL_CORS_ORIGINS, app.example"
    })
    void aWrongValueIsNamed(String name, String value) {
        assertThatThrownBy(() -> ServerEnvironment.of(Map.of(name, value)))
                .isInstanceOf(ServerStartException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(value);
    }

    @Test
    void aLogLevelIsOneThatExists() {
        assertThat(ServerEnvironment.of(Map.of("RIVET_LOG_LEVEL", "DEBUG")).logLevel())
                .contains("debug");
        assertThat(ServerEnvironment.of(Map.of("RIVET_LOG_LEVEL", "silent")).logLevel())
                .contains("off");
        assertThat(ServerEnvironment.of(Map.of("RIVET_LOG_LEVEL", "")).logLevel())
                .isEmpty();
        assertThatThrownBy(() -> ServerEnvironment.of(Map.of("RIVET_LOG_LEVEL", "loud")))
                .isInstanceOf(ServerStartException.class)
                .hasMessageContaining("RIVET_LOG_LEVEL")
                .hasMessageContaining("warn");
    }

    /** Any value is taken, or is an error that names its variable; and the secret is in neither (G9). */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noValueDoesAnyHarm(long seed) {
        Random random = new Random(seed);
        List<String> names = List.of(
                "DOWEL_DATA_DIR",
                "DOWEL_HOST",
                "DOWEL_PORT",
                "DOWEL_CORS_ORIGINS",
                "RIVET_RUNNER_VERSION",
                "RIVET_LOG_LEVEL",
                "RIVET_EXPOSE_ERRORS");
        List<String> parts = List.of(
                "0",
                "65535",
                "-",
                "+1",
                "9".repeat(30),
                "http://",
                "*",
                ",",
                " ",
                "\u0000",
                "\n",
                "\ud800",
                "[::1]",
                "/",
                "..",
                "%",
                "a");
        for (int round = 0; round < 5_000; round++) {
            String name = names.get(random.nextInt(names.size()));
            StringBuilder value = new StringBuilder();
            for (int i = random.nextInt(4); i >= 0; i--) {
                value.append(parts.get(random.nextInt(parts.size())));
            }
            String said;
            try {
                said = ServerEnvironment.of(Map.of(name, value.toString(), "RIVET_TOKEN", "s3cret"))
                        .toString();
            } catch (ServerStartException e) {
                said = e.getMessage();
                assertThat(said).contains(name);
            }
            assertThat(said).as("Seed " + seed + ": " + name + "=" + value).doesNotContain("s3cret", "Exception");
        }
    }
}
