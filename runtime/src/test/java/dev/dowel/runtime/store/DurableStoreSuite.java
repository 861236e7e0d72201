package dev.dowel.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link ActorStore} must do that keeps what it is given when the process dies. One subclass per such store. */
public abstract class DurableStoreSuite extends StoreFixture {

    /**
     * A second store, on what the first would leave behind if the process were killed now. No commit is under way. Closed
     * by the caller.
     */
    protected abstract ActorStore openAfterCrash();

    @Test
    void committedSurvivesACrashAndUncommittedLeavesNoTrace() {
        Claim a = createRoom("a", "one");
        store.commit(List.of(writing(a, "two")));
        claimNew("never");

        try (ActorStore after = openAfterCrash()) {
            assertThat(stateIn(after, a)).isEqualTo("two");
            assertThat(after.directory().find(room("a"))).contains(a.record());
            assertThat(after.directory().find(room("never"))).isEmpty();
        }
    }

    @Test
    void everyCrashPointLeavesWholeGroups() {
        Claim a = createRoom("a", "0");
        Claim b = createRoom("b", "0");
        Claim previous = createRoom("0", "0");
        for (int i = 1; i <= 5; i++) {
            String number = Integer.toString(i);
            Claim born = claimNew(number);
            store.commit(List.of(writing(a, number), destroying(previous), creating(born, number), writing(b, number)));
            try (ActorStore after = openAfterCrash()) {
                assertThat(stateIn(after, a)).isEqualTo(number);
                assertThat(stateIn(after, b)).isEqualTo(number);
                assertThat(stateIn(after, born)).isEqualTo(number);
                assertThat(after.directory().find(previous.record().id())).isEmpty();
                assertThat(after.directory().find(previous.record().address())).isEmpty();
            }
            previous = born;
        }
    }

    @Test
    void entriesAlarmsAndVersionsSurviveACrash() {
        Claim a = claimNew("a");
        Claim versioned = new Claim(a.record().withVersion(7), true);
        store.commit(List.of(changing(versioned, "one", kvs("x", "y"), new AlarmChange(null, 5L))));

        try (ActorStore after = openAfterCrash()) {
            assertThat(entriesIn(after, a)).containsExactly("KV x=x", "KV y=y");
            assertThat(alarmsIn(after)).containsExactly("a@5");
            assertThat(after.directory().find(room("a"))).contains(versioned.record());
        }
    }

    @Test
    void everyCrashPointLeavesEntriesAndAlarmsWithTheirState() {
        Claim a = createRoom("a", "0");
        Claim previous = createRoom("0", "0");
        Long due = null;
        for (long i = 1; i <= 5; i++) {
            String number = Long.toString(i);
            Claim born = claimNew(number);
            store.commit(List.of(
                    changing(a, number, Map.of(kv("n"), bytes(number)), new AlarmChange(due, i)),
                    due == null ? destroying(previous) : destroying(previous, 100 + due),
                    changing(born, number, kvs(number), new AlarmChange(null, 100 + i))));
            try (ActorStore after = openAfterCrash()) {
                assertThat(stateIn(after, a)).isEqualTo(number);
                assertThat(entriesIn(after, a)).containsExactly("KV n=" + number);
                assertThat(alarmsIn(after)).containsExactly("a@" + i, number + "@" + (100 + i));
                assertThat(entriesIn(after, previous)).isEmpty();
                assertThat(entriesIn(after, born)).containsExactly("KV " + number + "=" + number);
            }
            due = i;
            previous = born;
        }
    }

    @Test
    void anActorThatIsDestroyedAfterACrashLeavesNoEntries() {
        Claim a = createRoom("a", "one");
        store.commit(List.of(changing(a, kvs("x"))));
        store.commit(List.of(writing(claim(a), "two")));

        try (ActorStore after = openAfterCrash()) {
            after.commit(
                    List.of(destroying(after.directory().claim(a.record().id()).orElseThrow())));

            assertThat(entriesIn(after, a)).isEmpty();
        }
    }

    @Test
    void generationsGrowAcrossCrashes() {
        Claim second = claim(createRoom("a", "one"));
        store.commit(List.of(writing(second, "two")));

        try (ActorStore after = openAfterCrash()) {
            Claim third = after.directory().claim(second.record().id()).orElseThrow();
            assertThat(third.generation()).isGreaterThan(second.generation());
            after.commit(List.of(writing(third, "three")));
            assertThat(stateIn(after, third)).isEqualTo("three");
        }
    }
}
