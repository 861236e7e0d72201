package dev.dowel.spring;

import dev.dowel.ActorDefinition;
import dev.dowel.DefinitionException;
import dev.dowel.DefinitionMistake;
import dev.dowel.server.DowelServer;
import dev.dowel.server.DowelServerBuilder;
import dev.dowel.server.ServerListener;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;

/**
 * Serves the actors of an application: those that are beans, and all classes with {@link dev.dowel.ActorType}, which become beans.
 * Used by the thread that starts the application.
 */
@AutoConfiguration(after = DowelMetricsAutoConfiguration.class)
@Conditional(ServingCondition.class)
@EnableConfigurationProperties(DowelProperties.class)
public final class DowelServerAutoConfiguration {

    @Bean
    static ActorScan dowelActorScan(Environment environment, ResourceLoader resources) {
        return new ActorScan(environment, resources);
    }

    @Bean
    ActorBeans dowelActorBeans(ConfigurableListableBeanFactory beans) {
        return new ActorBeans(beans);
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    DowelServer dowelServer(
            DowelProperties properties,
            ActorBeans actors,
            ObjectProvider<ActorDefinition<?>> definitions,
            ObjectProvider<ServerListener> listeners,
            ObjectProvider<DowelServerCustomizer> customizers,
            Environment environment,
            ConfigurableListableBeanFactory beans) {
        List<DowelServerCustomizer> changes = customizers.orderedStream().toList();
        List<ActorDefinition<?>> functions = new ArrayList<>();
        definitions.orderedStream().forEach(functions::add);
        if (actors.isEmpty() && functions.isEmpty() && changes.isEmpty()) {
            throw new DefinitionException(List.of(nothingToServe(ActorScan.packages(environment, beans))));
        }
        DowelServerBuilder server = DowelServer.builder();
        ServerSettings.applyTo(server, properties);
        actors.addTo(server);
        functions.forEach(server::actor);
        listeners.ifAvailable(server::observe);
        changes.forEach(change -> change.customize(server));
        return build(server, actors.mistakes());
    }

    private static DefinitionMistake nothingToServe(List<String> packages) {
        return new DefinitionMistake(
                "The application",
                "It has no actors: no class in the packages " + packages + " or below has @ActorType.",
                "Move the actors there, or name their packages in " + ActorScan.PACKAGES
                        + ". An application that serves none sets dowel.enabled to false; one that calls those of another server"
                        + " names it in dowel.client.endpoint.");
    }

    /** All mistakes are reported together, those of beans and those of classes. */
    private static DowelServer build(DowelServerBuilder server, List<DefinitionMistake> found) {
        List<DefinitionMistake> mistakes = new ArrayList<>(found);
        try {
            DowelServer built = server.build();
            if (mistakes.isEmpty()) {
                return built;
            }
        } catch (DefinitionException e) {
            mistakes.addAll(e.mistakes());
        }
        throw new DefinitionException(mistakes);
    }

    @Bean
    DowelServerLifecycle dowelServerLifecycle(DowelServer server, ActorBeans actors) {
        return new DowelServerLifecycle(server, actors);
    }
}
