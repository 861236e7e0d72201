package dev.dowel.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.testkit.ActorTest;
import dev.dowel.testkit.TestActors;
import org.junit.jupiter.api.Test;

/** The counter counts, tells, and remembers. */
@ActorTest(Counter.class)
class CounterTest {

    @Test
    void counts(TestActors actors) {
        var counter = actors.actor(Counter.class, "my-counter");
        counter.call(Counter::increment, 5L);
        assertThat(counter.call(Counter::getCount)).isEqualTo(5);
    }

    @Test
    void tellsEverybodyTheNewCount(TestActors actors) {
        var counter = actors.actor(Counter.class, "my-counter");
        var counts = actors.captureEvents(counter, Counter.NEW_COUNT);
        counter.call(Counter::increment, 5L);
        counter.call(Counter::increment, -2L);
        assertThat(counts.all()).containsExactly(5L, 3L);
    }

    @Test
    void countOutlivesACrash(TestActors actors) {
        var counter = actors.actor(Counter.class, "my-counter");
        counter.call(Counter::increment, 5L);
        actors.crash();
        assertThat(counter.call(Counter::increment, 1L)).isEqualTo(6);
    }
}
