package dev.dowel.testkit;

import dev.dowel.Actor;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class a {@link TestActors}, each its own: as a parameter of test methods and of methods that run before
 * or after each. Actors whose classes have constructors with parameters come from methods with {@link Actors}.
 *
 * {@snippet :
 * @ActorTest(Counter.class)
 * class CounterTest {
 *     @Test
 *     void counts(TestActors actors) {
 *         assertThat(actors.actor(Counter.class, "c").call(Counter::increment, 5L)).isEqualTo(5);
 *     }
 * }
 * }
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(ActorTestExtension.class)
public @interface ActorTest {

    /** The classes of the actors. */
    Class<? extends Actor<?>>[] value() default {};

    /** When each test begins, as in {@code 2026-03-29T00:30:00Z}; on Monday, 5 January 2026 at noon UTC if empty. */
    String startsAt() default "";
}
