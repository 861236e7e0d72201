package dev.dowel.spring;

import static dev.dowel.spring.Settings.apply;
import static dev.dowel.spring.Settings.given;

import dev.dowel.client.DowelClient;
import dev.dowel.client.DowelClientBuilder;
import dev.dowel.server.DowelServer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * A client of the server that {@code dowel.client.endpoint} names, or else of the application's own. Used by the thread that starts
 * the application.
 */
@AutoConfiguration(after = DowelServerAutoConfiguration.class)
@EnableConfigurationProperties(DowelProperties.class)
public final class DowelClientAutoConfiguration {

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    @Conditional(HasServer.class)
    DowelClient dowelClient(
            DowelProperties properties,
            ObjectProvider<DowelServer> server,
            ObjectProvider<DowelClientCustomizer> customizers) {
        DowelProperties.Client settings = properties.client();
        DowelClientBuilder client = DowelClient.builder();
        if (settings.endpoint() == null) {
            client.endpoint(() -> server.getObject().endpoint()); // which it has when it has started
        } else {
            apply("dowel.client.endpoint", settings.endpoint(), (String endpoint) -> client.endpoint(endpoint));
        }
        apply("dowel.client.namespace", given(settings.namespace()), client::namespace);
        apply("dowel.client.token", given(settings.token()), client::token);
        apply("dowel.client.call-timeout", settings.callTimeout(), client::callTimeout);
        apply("dowel.client.connect-timeout", settings.connectTimeout(), client::connectTimeout);
        customizers.orderedStream().forEach(change -> change.customize(client));
        return client.build();
    }

    @Bean
    @ConditionalOnBean({DowelServer.class, DowelClient.class})
    LocalClientLifecycle dowelLocalClientLifecycle(DowelClient client, DowelProperties properties) {
        return new LocalClientLifecycle(client, properties.client().endpoint() == null);
    }

    /** There is a server to be a client of. */
    static final class HasServer extends AnyNestedCondition {

        HasServer() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnProperty("dowel.client.endpoint")
        static final class Elsewhere {}

        @ConditionalOnBean(DowelServer.class)
        static final class Here {}
    }
}
