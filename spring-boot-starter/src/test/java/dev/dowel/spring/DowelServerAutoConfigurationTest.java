package dev.dowel.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dowel.client.DowelClient;
import dev.dowel.server.DowelServer;
import dev.dowel.spring.served.Greeter;
import dev.dowel.spring.served.Greeting;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

class DowelServerAutoConfigurationTest {

    @Test
    void theServerRunsAsLongAsTheApplication() {
        DowelServer[] server = new DowelServer[1];
        Applications.withActors().run(application -> {
            server[0] = application.getBean(DowelServer.class);
            assertThat(server[0].port()).isPositive();
            assertThat(server[0].storeCondition()).isPresent();
        });
        assertThat(server[0].storeCondition()).isEmpty();
    }

    @Test
    void anApplicationMayServeNothing() {
        Applications.withActors()
                .withPropertyValues("dowel.enabled=false")
                .run(application -> assertThat(application)
                        .hasNotFailed()
                        .doesNotHaveBean(DowelServer.class)
                        .doesNotHaveBean(DowelClient.class)
                        .doesNotHaveBean(Greeter.class));
    }

    @Test
    void whatWasStoredIsThereAfterARestart(@TempDir Path directory) {
        Path data = directory.resolve("data");
        var runner = Applications.withActors().withPropertyValues("dowel.store=disk", "dowel.data-dir=" + data);
        for (int start = 1; start <= 2; start++) {
            String greeting = "Hello Ann, " + start;
            runner.run(application -> {
                var greeter = application.getBean(DowelClient.class).actor(Greeter.class, "a");
                assertThat(greeter.call(Greeter::greet, "Ann")).isEqualTo(greeting);
            });
        }
        assertThat(Files.isDirectory(data)).isTrue();
    }

    @Configuration(proxyBeanMethods = false)
    static class Customized {
        @Bean
        @Order(2)
        DowelServerCustomizer second() {
            return server -> server.host("127.0.0.2");
        }

        @Bean
        @Order(1)
        DowelServerCustomizer first() {
            return server -> server.host("127.0.0.3");
        }
    }

    @Test
    void customizersHaveTheLastWordInTheirOrder() {
        Applications.withActors()
                .withUserConfiguration(Customized.class)
                .run(application -> assertThat(
                                application.getBean(DowelServer.class).toString())
                        .contains("127.0.0.2"));
    }

    @Test
    void aValueThatCannotBeUsedIsToldByTheNameOfItsProperty() {
        assertFails("dowel.port=70000", "dowel.port: A port is a number from 0 to 65535.");
        assertFails("dowel.version=-1", "dowel.version: A version is not negative.");
        assertFails("dowel.reconnect-grace=-1s", "dowel.reconnect-grace: A grace is not negative.");
        assertFails("dowel.silence=0", "dowel.silence: The time without a word is positive.");
        assertFails("dowel.rate-limits.in-flight=-1", "dowel.rate-limits: A limit is not negative. Zero is none.");
        assertFails("dowel.cors.origins=app.example.com", "dowel.cors.origins: \"app.example.com\" is not an origin.");
        assertFails("dowel.data-dir=a\0b", "dowel.data-dir: ");
    }

    private static void assertFails(String property, String message) {
        Applications.withActors()
                .withPropertyValues(property)
                .run(application -> assertThat(application)
                        .hasFailed()
                        .getFailure()
                        .hasStackTraceContaining(SettingException.class.getName() + ": " + message));
    }

    @Test
    void aSecretThatWasLeftOpenIsNone() {
        Applications.withActors()
                .withPropertyValues("dowel.admin-token=", "dowel.client.token=", "dowel.client.namespace=")
                .run(application -> {
                    var greeter = application.getBean(DowelClient.class).actor(Greeter.class, "a");
                    assertThat(greeter.resolve()).isNotEmpty();
                });
    }

    @Test
    void theServerStartsBeforeAWebServerAndEndsAfterIt() {
        assertThat(LocalClientLifecycle.PHASE)
                .isLessThan(WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE)
                .isGreaterThan(DowelServerLifecycle.PHASE);
        assertThat(DowelServerLifecycle.PHASE).isGreaterThan(Integer.MAX_VALUE / 2); // that of executors
    }

    @Test
    void aServerIsNotPausedAndStartsOnce() {
        Applications.withActors().run(application -> {
            ConfigurableApplicationContext context = application.getSourceApplicationContext();
            context.pause();
            assertThat(application.getBean(DowelServer.class).storeCondition()).isPresent();
            context.restart();
            var greeter = application.getBean(DowelClient.class).actor(Greeter.class, "a");
            assertThat(greeter.call(Greeter::greet, "Ann")).isEqualTo("Hello Ann, 1");
            context.stop();
            assertThatThrownBy(context::start).hasStackTraceContaining("A server starts once.");
        });
    }

    @Test
    @Timeout(30)
    void callsThatRunAreAnsweredAndTheirBeansAreThere() {
        Applications.withActors().run(application -> {
            Greeting greeting = application.getBean(Greeting.class);
            String endpoint = application.getBean(DowelServer.class).endpoint();
            try (DowelClient client = DowelClient.connect(endpoint)) {
                CompletableFuture<Boolean> answer =
                        client.actor(Greeter.class, "a").callAsync(Greeter::greetLater);
                greeting.awaitHeld();
                Thread closing = Thread.ofVirtual().start(application::close);
                awaitEnd(endpoint);
                greeting.release();
                assertThat(answer.join()).as("the bean had ended").isFalse();
                closing.join();
            }
        });
    }

    /** Waits until the server turns requests away. */
    private static void awaitEnd(String endpoint) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest health =
                    HttpRequest.newBuilder(URI.create(endpoint + "/health")).build();
            while (http.send(health, BodyHandlers.discarding()).statusCode() != 503) {
                Thread.onSpinWait();
            }
        }
    }
}
