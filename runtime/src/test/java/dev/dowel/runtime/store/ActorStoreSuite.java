package dev.dowel.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every {@link ActorStore} must do. One subclass per store. */
public abstract class ActorStoreSuite extends StoreFixture {

    @Test
    void aNewActorHasNoState() {
        Claim claim = claimNew("a");

        assertThat(store.loadState(claim.record().id())).isNull();
    }

    @Test
    void whatWasCommittedIsLoaded() {
        Claim claim = createRoom("a", "one");
        assertThat(state(claim)).isEqualTo("one");

        store.commit(List.of(writing(claim, "two")));
        assertThat(state(claim)).isEqualTo("two");
    }

    @Test
    void anyBytesAreState() {
        Claim claim = createRoom("a", "");
        assertThat(store.loadState(claim.record().id())).isEmpty();

        byte[] large = new byte[1 << 20];
        new Random(1).nextBytes(large);
        store.commit(List.of(new ActorCommit(claim, false, large, false)));

        assertThat(store.loadState(claim.record().id())).isEqualTo(large);
    }

    @Test
    void aCommitWithoutStateKeepsTheState() {
        Claim first = createRoom("a", "kept");

        store.commit(List.of(new ActorCommit(claim(first), false, null, false)));

        assertThat(state(first)).isEqualTo("kept");
    }

    @Test
    void anActorCanBeCreatedWithoutState() {
        Claim claim = claimNew("a");

        store.commit(List.of(new ActorCommit(claim, true, null, false)));

        assertThat(store.loadState(claim.record().id())).isNull();
        assertThat(store.directory().find(room("a"))).contains(claim.record());
    }

    @Test
    void aGroupIsWrittenForAllItsActors() {
        Claim old = createRoom("old", "before");
        Claim gone = createRoom("gone", "before");
        Claim born = claimNew("born");

        store.commit(List.of(writing(old, "after"), destroying(gone), creating(born, "first")));

        assertThat(state(old)).isEqualTo("after");
        assertThat(state(gone)).isEqualTo("none");
        assertThat(state(born)).isEqualTo("first");
    }

    @Test
    void anEmptyGroupIsNoError() {
        Claim claim = createRoom("a", "one");

        store.commit(List.of());

        assertThat(state(claim)).isEqualTo("one");
    }

    @Test
    void anActorIsNotTwiceInAGroup() {
        Claim claim = createRoom("a", "one");
        List<ActorCommit> twice = List.of(writing(claim, "two"), writing(claim, "three"));

        assertThatThrownBy(() -> store.commit(twice)).isInstanceOf(IllegalArgumentException.class);

        assertThat(state(claim)).isEqualTo("one");
        store.commit(List.of(writing(claim, "four")));
        assertThat(state(claim)).isEqualTo("four");
    }

    @Test
    void theFirstCommitOfANewActorMustCreateIt() {
        Claim claim = claimNew("a");

        assertThatThrownBy(() -> store.commit(List.of(writing(claim, "lost"))))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(state(claim)).isEqualTo("none");
    }

    @Test
    void staleGenerationCannotWrite() {
        Claim old = createRoom("a", "one");
        Claim other = createRoom("b", "one");
        Claim newer = claim(old);

        StaleClaimException stale = catchThrowableOfType(
                StaleClaimException.class, () -> store.commit(List.of(writing(other, "two"), writing(old, "two"))));

        assertThat(stale.actorIds()).containsExactly(old.record().id());
        assertThat(state(old)).isEqualTo("one");
        assertThat(state(other)).as("of the same group").isEqualTo("one");
        store.commit(List.of(writing(other, "three"), writing(newer, "three")));
        assertThat(state(old)).isEqualTo("three");
        assertThat(state(other)).isEqualTo("three");
    }

    @Test
    void everyStaleActorIsNamed() {
        Claim a = createRoom("a", "one");
        Claim b = createRoom("b", "one");
        Claim c = createRoom("c", "one");
        claim(a);
        claim(c);

        StaleClaimException stale = catchThrowableOfType(
                StaleClaimException.class,
                () -> store.commit(List.of(writing(a, "two"), writing(b, "two"), writing(c, "two"))));

        assertThat(stale.actorIds())
                .containsExactlyInAnyOrder(a.record().id(), c.record().id());
    }

    @Test
    void twoClaimsOnOneActorInAGroupAreStale() {
        Claim old = createRoom("a", "one");
        Claim newer = claim(old);

        assertThatThrownBy(() -> store.commit(List.of(writing(old, "two"), writing(newer, "two"))))
                .isInstanceOf(StaleClaimException.class);

        assertThat(state(old)).isEqualTo("one");
    }

    @Test
    void aStaleClaimCannotDestroy() {
        Claim old = createRoom("a", "one");
        claim(old);

        assertThatThrownBy(() -> store.commit(List.of(destroying(old)))).isInstanceOf(StaleClaimException.class);

        assertThat(state(old)).isEqualTo("one");
    }

    @Test
    void aClaimThatWasNeverMadeCannotWrite() {
        Claim claim = createRoom("a", "one");
        Claim forged = new Claim(claim.record().withGeneration(claim.generation() + 1), false);

        assertThatThrownBy(() -> store.commit(List.of(writing(forged, "two")))).isInstanceOf(StaleClaimException.class);
    }

    @Test
    void aReleasedClaimCannotWrite() {
        Claim claim = createRoom("a", "one");
        store.directory().release(claim);

        assertThatThrownBy(() -> store.commit(List.of(writing(claim, "two")))).isInstanceOf(StaleClaimException.class);

        assertThat(state(claim)).isEqualTo("one");
    }

    @Test
    void aClaimThatWasGivenUpWithoutACommitStaysStale() {
        Claim unused = claim(createRoom("a", "one"));
        store.directory().release(unused);
        Claim next = claim(unused);

        assertThatThrownBy(() -> store.commit(List.of(writing(unused, "two")))).isInstanceOf(StaleClaimException.class);

        store.commit(List.of(writing(next, "three")));
        assertThat(state(next)).isEqualTo("three");
    }

    @Test
    void destroyedIsGone() {
        Claim claim = createRoom("a", "one");

        store.commit(List.of(destroying(claim)));

        assertThat(store.loadState(claim.record().id())).isNull();
        assertThat(store.directory().find(claim.record().id())).isEmpty();
        assertThat(store.directory().find(room("a"))).isEmpty();
        assertThat(store.directory().claim(claim.record().id())).isEmpty();
        assertThat(store.directory().list("default", "room", null, 10).records())
                .isEmpty();
        assertThatThrownBy(() -> store.commit(List.of(writing(claim, "undead"))))
                .isInstanceOf(StaleClaimException.class);
    }

    @Test
    void anActorThatWasNeverStoredCanBeDestroyed() {
        Claim claim = claimNew("a");

        store.commit(List.of(destroying(claim)));

        assertThat(store.directory().find(room("a"))).isEmpty();
        assertThat(createRoom("a", "other").isNew()).isTrue();
    }

    @Test
    void aDestroyedAddressCanBeUsedAgainByAnotherActor() {
        Claim first = createRoom("a", "one");
        store.commit(List.of(destroying(first)));

        Claim second = claimNew("a");
        assertThat(second.isNew()).isTrue();
        store.commit(List.of(creating(second, "two")));

        assertThat(store.directory().find(room("a"))).contains(second.record());
        assertThat(state(first)).isEqualTo("none");
        assertThat(state(second)).isEqualTo("two");
    }

    /** Every claimer reads, adds one, and writes; who was overtaken starts again. A lost update would leave a smaller sum. */
    @Test
    void aNewClaimSeesEveryCommitOfTheOneBefore() throws Exception {
        Claim actor = createRoom("a", "0");
        var commitThread = new Object();
        var committed = new AtomicInteger();
        Callable<Boolean> claimer = () -> {
            for (int i = 0; i < 100; i++) {
                Claim claim = claim(actor);
                int next = Integer.parseInt(state(claim)) + 1;
                synchronized (commitThread) {
                    try {
                        store.commit(List.of(writing(claim, Integer.toString(next))));
                        committed.incrementAndGet();
                    } catch (StaleClaimException overtaken) {
                        assertThat(overtaken.actorIds())
                                .containsExactly(actor.record().id());
                    }
                }
            }
            return true;
        };
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var end : threads.invokeAll(List.of(claimer, claimer, claimer, claimer))) {
                assertThat(end.get()).isTrue();
            }
        }
        assertThat(committed.get()).isPositive();
        assertThat(state(actor)).isEqualTo(committed.toString());
    }
}
