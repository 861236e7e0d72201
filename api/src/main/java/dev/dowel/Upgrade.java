package dev.dowel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a static method of an actor class that turns the state of one version into that of the next. Thread rule: called
 * in the turn that starts the actor.
 *
 * <p>The versions of the state are counted from 1. A class without upgrades has version 1; one whose last step is {@code
 * from = n} has version n + 1. Steps must follow each other without a gap, and each must return what the next takes, the
 * last one the state's type: this is checked when the actor is registered. A state that is older than the first step, or
 * newer than the class, is refused with {@code actor.state_version_unsupported} and stays as it is.
 *
 * {@snippet :
 * @Upgrade(from = 1)
 * static State named(StateV1 old) {
 *   return new State(old.count(), "unnamed");
 * }
 * }
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Upgrade {

    /** The version of the state the method takes. */
    int from();
}
