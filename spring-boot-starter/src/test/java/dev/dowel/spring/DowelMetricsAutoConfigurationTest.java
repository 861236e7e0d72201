package dev.dowel.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorDefinition;
import dev.dowel.client.DowelClient;
import dev.dowel.metrics.DowelMetrics;
import dev.dowel.runtime.ActorListener;
import dev.dowel.server.ServerListener;
import dev.dowel.spring.served.Greeter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class DowelMetricsAutoConfigurationTest {

    private static ApplicationContextRunner withRegistry() {
        return Applications.withActors()
                .withConfiguration(AutoConfigurations.of(
                        MetricsAutoConfiguration.class,
                        CompositeMeterRegistryAutoConfiguration.class,
                        SimpleMetricsExportAutoConfiguration.class));
    }

    @Test
    void theServerCountsInTheApplicationsRegistry() {
        withRegistry().run(application -> {
            application.getBean(DowelClient.class).actor(Greeter.class, "a").call(Greeter::greet, "Ann");
            MeterRegistry registry = application.getBean(MeterRegistry.class);
            assertThat(registry.get("dowel.actors.loaded")
                            .tag("actor", "greeter")
                            .gauge()
                            .value())
                    .isEqualTo(1);
        });
    }

    @Test
    void anApplicationWithoutARegistryCountsNothing() {
        Applications.withActors()
                .run(application -> assertThat(application).hasNotFailed().doesNotHaveBean(DowelMetrics.class));
    }

    @Test
    void anApplicationWithoutTheMetricsModuleCountsNothing() {
        withRegistry()
                .withClassLoader(new FilteredClassLoader(DowelMetrics.class))
                .run(application -> assertThat(application).hasNotFailed().doesNotHaveBean("dowelMetrics"));
    }

    /** Counts what is served. */
    static final class Own implements ServerListener {

        private final AtomicInteger types = new AtomicInteger();

        @Override
        public ActorListener listenTo(ActorDefinition<?> definition) {
            types.incrementAndGet();
            return ActorListener.NONE;
        }
    }

    @Test
    void aListenerOfTheApplicationsOwnTakesThePlaceOfMetrics() {
        withRegistry().withBean(Own.class).run(application -> {
            assertThat(application).doesNotHaveBean(DowelMetrics.class);
            assertThat(application.getBean(Own.class).types).hasValue(1);
        });
    }

    @Test
    void severalRegistriesWithoutAFirstAreNotGuessedAmong() {
        Applications.withActors()
                .withBean("one", MeterRegistry.class, SimpleMeterRegistry::new)
                .withBean("two", MeterRegistry.class, SimpleMeterRegistry::new)
                .run(application -> assertThat(application).hasNotFailed().doesNotHaveBean(DowelMetrics.class));
    }
}
