package dev.dowel;

import java.lang.reflect.Type;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the runtime knows about a type of actor: its name, settings, state type, actions, events and hooks. An annotated
 * class compiles to one, once, at registration.
 *
 * <p>Immutable.
 *
 * {@snippet :
 * ActorDefinition<Long> counter = ActorDefinition.<Long>named("counter")
 *         .state(Long.class, request -> 0L)
 *         .action("increment", Long.class, Long.class, (ActorContext<Long> context, Long amount) ->
 *                 context.update(n -> n + amount))
 *         .build();
 * }
 *
 * @param <S> the actor's state
 * @param name what clients address
 * @param displayName a name for people
 * @param icon an icon for tools, or an empty string
 * @param settings timeouts and durability
 * @param stateType the type of the state, {@code Void} for none
 * @param connectionParams the type of the parameters callers connect with, {@code Void} if none is declared
 * @param upgrades the steps from older versions of the state, in order
 * @param actions by name
 * @param events the declared events' payload types by name
 * @param queues the declared queues by name
 * @param hooks the hooks that are defined; the others are not called
 * @param activation creates the behaviour of one activation
 */
public record ActorDefinition<S extends @Nullable Object>(
        String name,
        String displayName,
        String icon,
        ActorSettings settings,
        Type stateType,
        Type connectionParams,
        List<StateUpgrade> upgrades,
        Map<String, ActionDefinition<S>> actions,
        Map<String, Type> events,
        Map<String, Queue<?, ?>> queues,
        Set<ActorHook> hooks,
        Function<ActorContext<S>, ActorBehavior<S>> activation) {

    public ActorDefinition {
        upgrades = List.copyOf(upgrades);
        actions = Collections.unmodifiableMap(new LinkedHashMap<>(actions));
        events = Collections.unmodifiableMap(new LinkedHashMap<>(events));
        queues = Collections.unmodifiableMap(new LinkedHashMap<>(queues));
        hooks = Set.copyOf(hooks);
    }

    /**
     * Reads an annotated class that has a no-argument constructor.
     *
     * @throws DefinitionException with everything that is wrong with the class
     */
    public static <S extends @Nullable Object, A extends Actor<S>> ActorDefinition<S> of(Class<A> type) {
        return new ClassDefinition<S, A>(type, null).read();
    }

    /**
     * Reads an annotated class whose instances a function creates, one per activation.
     *
     * @throws DefinitionException with everything that is wrong with the class
     */
    public static <S extends @Nullable Object, A extends Actor<S>> ActorDefinition<S> of(
            Class<A> type, Supplier<? extends A> instances) {
        return new ClassDefinition<S, A>(type, instances).read();
    }

    /** Starts a definition made of functions. */
    public static <S extends @Nullable Object> ActorDefinitionBuilder<S> named(String name) {
        return new ActorDefinitionBuilder<>(name);
    }

    /**
     * The name an actor class or a shared interface is addressed by.
     *
     * @throws IllegalArgumentException if it has no {@link ActorType}
     */
    public static String nameOf(Class<?> type) {
        ActorType annotation = type.getAnnotation(ActorType.class);
        if (annotation == null) {
            throw new IllegalArgumentException(type.getName() + " has no @ActorType(\"name\").");
        }
        return annotation.value();
    }

    /** The same actor with other settings. */
    public ActorDefinition<S> withSettings(ActorSettings newSettings) {
        return new ActorDefinition<>(
                name,
                displayName,
                icon,
                newSettings,
                stateType,
                connectionParams,
                upgrades,
                actions,
                events,
                queues,
                hooks,
                activation);
    }

    /** The version of the state this definition writes; see {@link Upgrade}. */
    public int stateVersion() {
        return upgrades.isEmpty() ? 1 : upgrades.getLast().from() + 1;
    }

    @Override
    public String toString() {
        return "ActorDefinition[" + name + "]";
    }
}
