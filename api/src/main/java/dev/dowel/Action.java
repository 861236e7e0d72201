package dev.dowel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Makes a method of an actor callable. Parameters and result are any values Dowel can encode. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Action {

    /** The name clients call, with dots for nested names such as {@code users.add}; the method's name when empty. */
    String value() default "";

    /** Whether only this server's actors may call it. Outside callers get {@code actor.action_not_found}. */
    boolean internal() default false;

    /** How long it may run; milliseconds; 0 takes the actor's setting. */
    long timeoutMillis() default 0;

    /** The codes of the {@link UserError}s it throws, for tools and generated types. */
    String[] errorCodes() default {};

    /** {@link Durability#RELAXED} lets this action's outputs leave before its changes are on disk. */
    Durability durability() default Durability.SYNCED;
}
