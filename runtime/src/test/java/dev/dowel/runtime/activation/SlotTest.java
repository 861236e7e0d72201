package dev.dowel.runtime.activation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorKey;
import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.Target;
import dev.dowel.runtime.failure.Failures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of the place of an actor that does not start. */
class SlotTest {

    private static final ActorAddress ADDRESS = new ActorAddress("default", "actor", ActorKey.of("a"));

    /** Notes what a slot asks for, and runs nothing. */
    private static final class Notes implements Slot.Owner {
        private final List<Slot> removed = new ArrayList<>();
        private int loads;

        @Override
        public void load(Slot slot) {
            loads++;
        }

        @Override
        public void remove(Slot slot) {
            removed.add(slot);
        }

        @Override
        public void ended(Slot slot, String actorId) {
            throw new AssertionError("Nothing has run");
        }

        @Override
        public void pause(Duration duration, Runnable then) {
            // The pause lasts.
        }

        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public void overloaded(Slot slot) {}

        @Override
        public void waits(Slot slot) {
            // Nothing waits for long.
        }
    }

    private final Notes notes = new Notes();
    private final Slot slot = new Slot(ADDRESS, notes);

    private static Work work() {
        return Work.of(new Target.Get(ADDRESS), activation -> {}, failure -> {});
    }

    @Test
    void actorThatDidNotStartAndIsToBeTriedAgainLeavesNothingBehind() {
        slot.offer(work());
        slot.startFailed(Failures.storeUnavailable(), true);
        assertThat(slot.failure()).isPresent();
        slot.retry();
        assertThat(notes.removed).containsExactly(slot);
        assertThat(slot.offer(work())).as("A removed slot takes nothing").isFalse();
        assertThat(notes.loads).isEqualTo(1);
    }

    @Test
    void actorThatStartsIsNotDisturbedByARetry() {
        slot.offer(work());
        slot.retry();
        assertThat(notes.removed).isEmpty();
        assertThat(slot.offer(work())).isTrue();
    }
}
