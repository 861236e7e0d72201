package dev.dowel.spring;

import dev.dowel.server.DowelServer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;

/** Tells the Actuator how the server does. Used by the thread that starts the application. */
@AutoConfiguration(after = DowelServerAutoConfiguration.class)
@ConditionalOnClass({HealthContributor.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(DowelServer.class)
@ConditionalOnEnabledHealthIndicator("dowel")
public final class DowelHealthAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = {"dowelHealthIndicator", "dowelHealthContributor"})
    HealthContributor dowelHealthContributor(DowelServer server) {
        return new DowelHealthIndicator(server);
    }
}
