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
 * @param nullableResult whether its result may be null
 * @param readOnly whether it changes nothing
 * @param internal whether only actors of this server may call it
 * @param timeout how long it may run; the actor's setting if empty
 * @param durability what its acknowledgement means
 * @param errorCodes the codes of the {@link UserError}s it declares, for tools and generated types
 * @param code what runs
 */
public record ActionDefinition<S extends @Nullable Object>(
        String name,
        List<Parameter> parameters,
        Type returnType,
        boolean nullableResult,
        boolean readOnly,
        boolean internal,
        Optional<Duration> timeout,
        Durability durability,
        List<String> errorCodes,
        Code<S> code) {

    public ActionDefinition {
        parameters = List.copyOf(parameters);
        errorCodes = List.copyOf(errorCodes);
    }

    /**
     * One argument.
     *
     * @param name what it is called, for tools and generated types
     * @param type what the argument is decoded to
     * @param nullable whether null, undefined or a missing argument is accepted
     */
    public record Parameter(String name, Type type, boolean nullable) {}

    /** The body of an action. Confined to the actor's turn. */
    @FunctionalInterface
    public interface Code<S extends @Nullable Object> {
        /** Runs the action with one argument per parameter. */
        @Nullable
        Object run(ActorBehavior<S> behavior, ActorContext<S> context, @Nullable Object[] arguments) throws Exception;
    }
}
