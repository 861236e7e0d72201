package dev.dowel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names an actor class, or an interface that Java clients share with it. Clients address the actor by this name. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ActorType {

    /** The name clients use: 1 to 64 characters. */
    String value();

    /** A name for people; the name itself when empty. */
    String displayName() default "";

    /** An icon for tools that show actors; none when empty. */
    String icon() default "";

    /** The type of the parameters callers connect with, for tools and generated types; {@code Void} declares none. */
    Class<?> connectionParams() default Void.class;
}
