package dev.dowel.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MemoryStoreTest {

    @Nested
    class AsActorStore extends ActorStoreSuite {
        @Override
        protected ActorStore openEmpty() {
            return new MemoryStore();
        }
    }

    @Nested
    class Entries extends EntrySuite {
        @Override
        protected ActorStore openEmpty() {
            return new MemoryStore();
        }
    }

    @Nested
    class EntryRanges extends EntryRangeSuite {
        @Override
        protected ActorStore openEmpty() {
            return new MemoryStore();
        }
    }

    @Nested
    class Alarms extends AlarmSuite {
        @Override
        protected ActorStore openEmpty() {
            return new MemoryStore();
        }

        /** A store on disk would keep the alarm that is not named. Here it is an error, for whoever tests with this store. */
        @Test
        void aCommitMustKnowWhenTheAlarmWasDue() {
            Claim a = createRoom("a", "one");
            store.commit(List.of(moving(a, null, 5L)));

            for (ActorCommit wrong : List.of(
                    moving(a, null, 6L), moving(a, 4L, null), destroying(a), destroying(a, 4), moving(a, 6L, 5L))) {
                assertThatThrownBy(() -> store.commit(List.of(wrong))).isInstanceOf(IllegalArgumentException.class);
            }

            assertThat(alarmsIn(store)).containsExactly("a@5");
        }
    }

    @Nested
    class AsDirectory extends DirectorySuite {
        @Override
        protected ActorStore openEmpty() {
            return new MemoryStore();
        }
    }
}
