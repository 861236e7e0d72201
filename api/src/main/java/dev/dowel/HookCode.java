package dev.dowel;

import org.jspecify.annotations.Nullable;

/** The shapes of code that {@link ActorDefinitionBuilder} takes for hooks. Confined to the actor's turn. */
public final class HookCode {

    private HookCode() {}

    /** A hook without parameters. */
    @FunctionalInterface
    public interface Plain<S extends @Nullable Object> {
        /** Runs the hook. */
        void run(ActorContext<S> context) throws Exception;
    }

    /** A hook with one parameter. */
    @FunctionalInterface
    public interface Taking<S extends @Nullable Object, T extends @Nullable Object> {
        /** Runs the hook. */
        void run(ActorContext<S> context, T given) throws Exception;
    }

    /** A hook with one parameter and a result. */
    @FunctionalInterface
    public interface Returning<S extends @Nullable Object, T, R extends @Nullable Object> {
        /** Runs the hook. */
        R run(ActorContext<S> context, T given) throws Exception;
    }
}
