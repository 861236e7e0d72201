package dev.dowel.spring;

import dev.dowel.Actor;
import dev.dowel.ActorType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/**
 * Finds the actor classes of an application by their {@link ActorType} and makes each a bean of which every activation gets an
 * instance of its own. Used once, by the thread that starts the application, before any other bean is made.
 *
 * <p>A class that is a bean already, because the application said so, is left as it is. The beans cannot be injected: an actor's
 * object belongs to one activation, and is reached by the client.
 */
final class ActorScan implements BeanDefinitionRegistryPostProcessor {

    static final String PACKAGES = "dowel.packages";

    private final Environment environment;
    private final ResourceLoader resources;

    ActorScan(Environment environment, ResourceLoader resources) {
        this.environment = environment;
        this.resources = resources;
    }

    @Override
    public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
        var beans = (ConfigurableListableBeanFactory) registry;
        Set<String> known = knownActors(beans);
        for (String packageName : packages(environment, beans)) {
            for (BeanDefinition actor : scanner().findCandidateComponents(packageName)) {
                String className = actor.getBeanClassName();
                if (className != null && isActor(className) && known.add(className)) {
                    actor.setScope(BeanDefinition.SCOPE_PROTOTYPE);
                    actor.setAutowireCandidate(false);
                    registry.registerBeanDefinition(className, actor);
                }
            }
        }
    }

    /** The packages that are searched: what the property says, or the application's. */
    static List<String> packages(Environment environment, ConfigurableListableBeanFactory beans) {
        return Binder.get(environment)
                .bind(PACKAGES, Bindable.listOf(String.class))
                .orElseGet(
                        () -> AutoConfigurationPackages.has(beans) ? AutoConfigurationPackages.get(beans) : List.of());
    }

    private static Set<String> knownActors(ConfigurableListableBeanFactory beans) {
        Set<String> known = new HashSet<>();
        for (String name : beans.getBeanNamesForType(Actor.class, true, false)) {
            Class<?> type = beans.getType(name, false);
            if (type != null) {
                known.add(type.getName());
            }
        }
        return known;
    }

    /** The annotation may also be on a class that only callers use. */
    private boolean isActor(String className) {
        return Actor.class.isAssignableFrom(ClassUtils.resolveClassName(className, resources.getClassLoader()));
    }

    private ClassPathScanningCandidateComponentProvider scanner() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false, environment);
        scanner.setResourceLoader(resources);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ActorType.class, false));
        return scanner;
    }
}
