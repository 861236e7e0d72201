package dev.dowel;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One action of an actor: its name, its types and how it is run.
 *
 * <p>Immutable.
 *
 * @param <S> the actor's state
 * @param name what clients call, with dots for nested names
 * @param parameters the types of its arguments, in order
 * @param returnType the type of its result
 * @param readOnly whether it changes nothing
 * @param internal whether only actors of this server may call it
 * @param timeout how long it may run; the actor's setting if empty
 * @param durability what its acknowledgement means
 * @param code what runs
 */
public record ActionDefinition<S extends @Nullable Object>(
        String name,
        List<Parameter> parameters,
        Type returnType,
        boolean readOnly,
        boolean internal,
        Optional<Duration> timeout,
        Durability durability,
        Code<S> code) {

    public ActionDefinition {
        parameters = List.copyOf(parameters);
    }

    /**
     * The type of one argument.
     *
     * @param type what the argument is decoded to
     * @param nullable whether null, undefined or a missing argument is accepted
     */
    public record Parameter(Type type, boolean nullable) {}

    /** The body of an action. Confined to the actor's turn. */
    @FunctionalInterface
    public interface Code<S extends @Nullable Object> {
        /** Runs the action with one argument per parameter. */
        @Nullable
        Object run(ActorBehavior<S> behavior, ActorContext<S> context, @Nullable Object[] arguments) throws Exception;
    }
}
