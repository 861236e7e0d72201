package dev.dowel;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** What an actor is created with. Confined to the turn that creates the actor. */
public interface CreateRequest {

    /** The name of the actor's type. */
    String name();

    /** The key of the new actor. */
    ActorKey key();

    /** Whether the creator passed an input. */
    boolean hasInput();

    /**
     * The creator's input.
     *
     * @throws ActorError {@code actor.invalid_request} if it is missing or of another shape
     */
    <T> T input(Class<T> type);

    /**
     * The creator's input, of a generic type.
     *
     * @throws ActorError {@code actor.invalid_request} if it is missing or of another shape
     */
    <T extends @Nullable Object> T input(Type type);
}
