package dev.dowel.spring;

import dev.dowel.metrics.DowelMetrics;
import dev.dowel.server.ServerListener;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * Counts what the server does in the application's registry, if there is one and {@code dowel-metrics} is there. Used by the thread
 * that starts the application.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration"
        })
@ConditionalOnClass({MeterRegistry.class, DowelMetrics.class})
@ConditionalOnSingleCandidate(MeterRegistry.class)
@Conditional(ServingCondition.class)
public final class DowelMetricsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(ServerListener.class)
    DowelMetrics dowelMetrics(MeterRegistry registry) {
        return DowelMetrics.in(registry);
    }
}
