package dev.dowel.spring;

import dev.dowel.Actor;
import dev.dowel.DefinitionException;
import dev.dowel.DefinitionMistake;
import dev.dowel.server.DowelServerBuilder;
import java.util.ArrayList;
import java.util.List;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The beans that are actors: each activation gets an instance of its own, made by the container. Read by the thread that starts the
 * application; instances are made on the threads of activations.
 */
final class ActorBeans {

    /** An actor class and the bean that makes its instances. Immutable. */
    private record ActorBean(String name, Class<? extends Actor<?>> type) {}

    private final ConfigurableListableBeanFactory beans;
    private final List<ActorBean> actors;

    ActorBeans(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
        this.actors = find(beans);
    }

    private static List<ActorBean> find(ConfigurableListableBeanFactory beans) {
        List<ActorBean> found = new ArrayList<>();
        for (String name : beans.getBeanNamesForType(Actor.class, true, false)) {
            Class<?> type = beans.getType(name, false);
            if (type != null && !ScopedProxyUtils.isScopedTarget(name)) {
                found.add(new ActorBean(name, actorType(type)));
            }
        }
        return List.copyOf(found);
    }

    @SuppressWarnings("unchecked") // every actor is an Actor of something
    private static Class<? extends Actor<?>> actorType(Class<?> type) {
        return (Class<? extends Actor<?>>) type.asSubclass(Actor.class);
    }

    boolean isEmpty() {
        return actors.isEmpty();
    }

    /** Serves all of them. */
    void addTo(DowelServerBuilder server) {
        actors.forEach(actor -> add(server, actor.name(), actor.type()));
    }

    private <A extends Actor<?>> void add(DowelServerBuilder server, String name, Class<A> type) {
        server.actor(type, () -> beans.getBean(name, type));
    }

    /** What is wrong with them, as far as that can be told without an instance. */
    List<DefinitionMistake> mistakes() {
        return actors.stream()
                .filter(actor -> !beans.isPrototype(actor.name()))
                .map(actor -> new DefinitionMistake(
                        actor.type().getName(),
                        "Its bean " + actor.name() + " has the scope " + scope(actor.name())
                                + ", but every activation of an actor needs an instance of its own.",
                        "Take @Component off the class, it is found by its @ActorType; or add @Scope(\"prototype\") to the class"
                                + " or to the method that makes the bean."))
                .toList();
    }

    private String scope(String name) {
        String scope = beans.getMergedBeanDefinition(name).getScope();
        return scope == null || scope.isEmpty() ? "singleton" : scope;
    }

    /**
     * Makes an instance of each and throws it away, so that one that cannot be made is found now and not by the first caller.
     *
     * @throws DefinitionException for those that are not what they seem
     * @throws org.springframework.beans.BeansException for one that cannot be made
     */
    void tryOut() {
        List<DefinitionMistake> mistakes = new ArrayList<>();
        for (ActorBean actor : actors) {
            Object instance = beans.getBean(actor.name());
            if (AopUtils.isAopProxy(instance)) {
                mistakes.add(new DefinitionMistake(
                        actor.type().getName(),
                        "Its bean is wrapped in a proxy, so the runtime would bind the proxy and not the actor.",
                        "Take what asks for the proxy off the class (@Transactional, @Async, @Cacheable, an aspect), and put"
                                + " that work into a bean which the actor gets in its constructor."));
            }
            beans.destroyBean(actor.name(), instance);
        }
        if (!mistakes.isEmpty()) {
            throw new DefinitionException(mistakes);
        }
    }
}
