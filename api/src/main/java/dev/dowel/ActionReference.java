package dev.dowel;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A method reference to an action, such as {@code ChatRoom::post}. Immutable.
 *
 * <p>It is serialisable because that is how the class and the name of the method behind it can be read. It is never
 * called: the call goes to the actor, wherever that is.
 */
public sealed interface ActionReference extends Serializable {

    /** A reference to an action without parameters that returns a value. */
    @FunctionalInterface
    non-sealed interface Returning0<A, R extends @Nullable Object> extends ActionReference {
        /** The shape of the action. */
        R apply(A actor) throws Exception;
    }

    /** A reference to an action with one parameter that returns a value. */
    @FunctionalInterface
    non-sealed interface Returning1<A, P1 extends @Nullable Object, R extends @Nullable Object>
            extends ActionReference {
        /** The shape of the action. */
        R apply(A actor, P1 first) throws Exception;
    }

    /** A reference to an action with two parameters that returns a value. */
    @FunctionalInterface
    non-sealed interface Returning2<
                    A, P1 extends @Nullable Object, P2 extends @Nullable Object, R extends @Nullable Object>
            extends ActionReference {
        /** The shape of the action. */
        R apply(A actor, P1 first, P2 second) throws Exception;
    }

    /** A reference to an action with three parameters that returns a value. */
    @FunctionalInterface
    non-sealed interface Returning3<
                    A,
                    P1 extends @Nullable Object,
                    P2 extends @Nullable Object,
                    P3 extends @Nullable Object,
                    R extends @Nullable Object>
            extends ActionReference {
        /** The shape of the action. */
        R apply(A actor, P1 first, P2 second, P3 third) throws Exception;
    }

    /** A reference to an action without parameters or result. */
    @FunctionalInterface
    non-sealed interface Void0<A> extends ActionReference {
        /** The shape of the action. */
        void apply(A actor) throws Exception;
    }

    /** A reference to an action with one parameter and no result. */
    @FunctionalInterface
    non-sealed interface Void1<A, P1 extends @Nullable Object> extends ActionReference {
        /** The shape of the action. */
        void apply(A actor, P1 first) throws Exception;
    }

    /** A reference to an action with two parameters and no result. */
    @FunctionalInterface
    non-sealed interface Void2<A, P1 extends @Nullable Object, P2 extends @Nullable Object> extends ActionReference {
        /** The shape of the action. */
        void apply(A actor, P1 first, P2 second) throws Exception;
    }

    /** A reference to an action with three parameters and no result. */
    @FunctionalInterface
    non-sealed interface Void3<A, P1 extends @Nullable Object, P2 extends @Nullable Object, P3 extends @Nullable Object>
            extends ActionReference {
        /** The shape of the action. */
        void apply(A actor, P1 first, P2 second, P3 third) throws Exception;
    }
}
