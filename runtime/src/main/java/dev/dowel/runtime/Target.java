package dev.dowel.runtime;

import dev.dowel.protocol.RawValue;
import org.jspecify.annotations.Nullable;

/** Which actor a request is for. Immutable. */
public sealed interface Target {

    /**
     * The actor with this id; {@code actor.not_found} if it does not live.
     *
     * @param namespace where it must live, or null if anywhere will do: ids are unique over all namespaces
     */
    record ById(@Nullable String namespace, String actorId) implements Target {

        /** Whether an actor of that namespace is meant. */
        public boolean admits(String actualNamespace) {
            return namespace == null || namespace.equals(actualNamespace);
        }
    }

    /** The actor at this address; {@code actor.not_found} if there is none. */
    record Get(ActorAddress address) implements Target {}

    /** The actor at this address, created with the input if there is none. */
    record GetOrCreate(ActorAddress address, @Nullable RawValue input) implements Target {}
}
