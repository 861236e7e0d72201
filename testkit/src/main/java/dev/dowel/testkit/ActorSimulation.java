package dev.dowel.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that runs once for each of many seeds. Of what could run in the actors next, the seed chooses; and before each call of
 * the test it may let something go wrong. Equal seeds give equal runs, as long as the actors and the test take time and chance
 * from what they are given.
 *
 * <p>The method may have parameters of the types {@link TestActors}, {@link Simulation} and {@link
 * java.util.random.RandomGenerator}. Its class has an {@link ActorTest}, or methods with {@link Actors}.
 *
 * {@snippet :
 * @ActorSimulation(seeds = 200)
 * void whatIsAcknowledgedStays(TestActors actors, RandomGenerator random) {
 *     var account = actors.actor(Account.class, "acme", "alice");
 *     // call it, note what it acknowledged, and compare
 * }
 * }
 *
 * <p>The first seed that fails ends the test; the failure names it, says how to run it alone, and shows what went before. {@code
 * -Ddowel.seed=17} runs one seed, {@code -Ddowel.seeds=10000} another number of them.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith({ActorTestExtension.class, SimulationExtension.class})
public @interface ActorSimulation {

    /** How many seeds: 1, 2, 3 and so on. */
    int seeds() default 100;

    /** Only these seeds, for looking at one that failed. */
    long[] seed() default {};

    /** What may go wrong. */
    Fault[] faults() default {Fault.CRASH, Fault.SLEEP, Fault.FAILED_COMMIT, Fault.TIME};
}
