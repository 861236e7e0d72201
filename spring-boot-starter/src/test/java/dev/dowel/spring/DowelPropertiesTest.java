package dev.dowel.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.client.ClientLimits;
import dev.dowel.protocol.Json;
import dev.dowel.spring.DowelProperties.Client;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class DowelPropertiesTest {

    private static DowelProperties of(Map<String, Object> environment) {
        var sources = new MutablePropertySources();
        sources.addFirst(new SystemEnvironmentPropertySource("systemEnvironment", environment));
        return new Binder(ConfigurationPropertySources.from(sources)).bindOrCreate("dowel", DowelProperties.class);
    }

    @Test
    void theServersEnvironmentVariablesMeanTheSame() {
        DowelProperties properties = of(Map.of(
                "DOWEL_HOST", "0.0.0.0",
                "DOWEL_PORT", "7000",
                "DOWEL_DATA_DIR", "/var/lib/dowel",
                "DOWEL_CORS_ORIGINS", "https://a.example,https://b.example"));
        assertThat(properties.host()).isEqualTo("0.0.0.0");
        assertThat(properties.port()).isEqualTo(7000);
        assertThat(properties.dataDir()).isEqualTo("/var/lib/dowel");
        assertThat(properties.cors().origins()).containsExactly("https://a.example", "https://b.example");
    }

    @Test
    void defaultsAreThoseOfServerAndClient() {
        DowelProperties properties = of(Map.of());
        assertThat(properties.host()).isEqualTo("127.0.0.1");
        assertThat(properties.port()).isEqualTo(6420);
        assertThat(properties.reconnectGrace()).isEqualTo(Duration.ofSeconds(24));
        assertThat(properties.silence()).isEqualTo(Duration.ofSeconds(30));
        assertThat(properties.client().callTimeout()).isEqualTo(ClientLimits.CALL_TIMEOUT);
        assertThat(properties.client().connectTimeout()).isEqualTo(ClientLimits.CONNECT_TIMEOUT);
    }

    @Test
    void secretsAreNotPrinted() {
        assertThat(of(Map.of(
                                "DOWEL_ADMIN_TOKEN", "hush",
                                "DOWEL_CLIENT_TOKEN", "hush",
                                "DOWEL_CLIENT_ENDPOINT", "http://ns:hush@host"))
                        .toString())
                .doesNotContain("hush");
        assertThat(new Client("http://ns:hush@host", null, "hush", Duration.ZERO, Duration.ZERO).toString())
                .doesNotContain("hush");
    }

    /** What editors show. */
    @Test
    void everyPropertyIsDescribedToEditorsAndOnThePage() throws IOException {
        String page = Files.readString(Path.of("../docs/spring-boot.md"));
        List<String> names = names("dowel", DowelProperties.class).toList();
        assertThat(described()).containsExactlyInAnyOrderElementsOf(names);
        assertThat(names)
                .hasSizeGreaterThan(20)
                .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }

    /** The properties that the metadata describe. */
    private static List<String> described() throws IOException {
        try (InputStream metadata =
                DowelProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            Map<?, ?> root = (Map<?, ?>) Json.parse(metadata.readAllBytes());
            List<String> described = new ArrayList<>();
            for (Object property : (List<?>) root.get("properties")) {
                Map<?, ?> fields = (Map<?, ?>) property;
                assertThat(fields.get("description"))
                        .as("%s", fields.get("name"))
                        .asString()
                        .endsWith(".");
                described.add((String) fields.get("name"));
            }
            return described;
        }
    }

    private static Stream<String> names(String prefix, Class<?> type) {
        return Stream.of(type.getRecordComponents()).flatMap(component -> {
            String name = prefix + "." + dashed(component);
            return component.getType().isRecord() ? names(name, component.getType()) : Stream.of(name);
        });
    }

    private static String dashed(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
