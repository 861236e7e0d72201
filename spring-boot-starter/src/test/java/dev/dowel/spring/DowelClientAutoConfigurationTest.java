package dev.dowel.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.client.ActorConnection;
import dev.dowel.client.DowelClient;
import dev.dowel.server.DowelServer;
import dev.dowel.spring.served.Greeter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class DowelClientAutoConfigurationTest {

    @Test
    void anApplicationThatNamesAnotherServerCallsThatAndServesNothing() {
        Applications.withActors().run(serving -> {
            String endpoint = serving.getBean(DowelServer.class).endpoint();
            Applications.withoutActors()
                    .withPropertyValues("dowel.client.endpoint=" + endpoint)
                    .run(calling -> {
                        assertThat(calling).doesNotHaveBean(DowelServer.class);
                        var greeter = calling.getBean(DowelClient.class).actor(Greeter.class, "a");
                        assertThat(greeter.call(Greeter::greet, "Ann")).isEqualTo("Hello Ann, 1");
                    });
        });
    }

    @Test
    void anApplicationMayServeActorsAndCallThoseOfAnother() {
        Applications.withActors()
                .withPropertyValues("dowel.enabled=true", "dowel.client.endpoint=http://elsewhere.example:1234")
                .run(application -> {
                    assertThat(application).hasSingleBean(DowelServer.class);
                    assertThat(application.getBean(DowelClient.class).toString())
                            .contains("elsewhere.example:1234");
                });
    }

    @Test
    void anEndpointThatCannotBeUsedIsToldWithoutItsToken() {
        Applications.withoutActors()
                .withPropertyValues("dowel.client.endpoint=ftp://ns:hush@host")
                .run(application -> {
                    assertThat(application)
                            .hasFailed()
                            .getFailure()
                            .rootCause()
                            .hasMessageContaining("http:// or https://")
                            .hasMessageNotContaining("hush");
                    assertThat(application).getFailure().hasStackTraceContaining("dowel.client.endpoint: ");
                });
    }

    @Test
    void aClientOfTheApplicationsOwnIsNotReplaced() {
        DowelClient own = DowelClient.connect("http://own.example");
        Applications.withActors()
                .withBean(DowelClient.class, () -> own)
                .run(application ->
                        assertThat(application.getBean(DowelClient.class)).isSameAs(own));
    }

    @Test
    void customizersHaveTheLastWord() {
        Applications.withoutActors()
                .withPropertyValues("dowel.client.endpoint=http://one.example")
                .withBean(DowelClientCustomizer.class, () -> client -> client.endpoint("http://two.example"))
                .run(application -> assertThat(
                                application.getBean(DowelClient.class).toString())
                        .contains("two.example"));
    }

    /** A part of the application that calls an actor when everything starts, and keeps a connection. */
    static final class Caller implements SmartLifecycle {

        private final DowelClient client;
        private ActorConnection<Greeter> connection;
        private String greeting = "";

        Caller(DowelClient client) {
            this.client = client;
        }

        @Override
        public void start() {
            connection = client.actor(Greeter.class, "a").connect();
            greeting = connection.call(Greeter::greet, "Ann");
        }

        @Override
        public void stop() {
            // It forgets the connection.
        }

        @Override
        public boolean isRunning() {
            return connection != null;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Calling {
        @Bean
        Caller caller(DowelClient client) {
            return new Caller(client);
        }
    }

    @Test
    void theClientIsMadeBeforeTheServerHasAPort() {
        Applications.withActors()
                .withUserConfiguration(Calling.class)
                .run(application ->
                        assertThat(application.getBean(Caller.class).greeting).isEqualTo("Hello Ann, 1"));
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void theServerDoesNotWaitForTheApplicationsOwnConnections(CapturedOutput output) {
        Applications.withActors()
                .withUserConfiguration(Calling.class)
                .withPropertyValues("dowel.reconnect-grace=2s")
                .run(ConfigurableApplicationContext::close);
        assertThat(output).contains("Listening at").doesNotContain("Keeping the port");
    }
}
