package dev.dowel.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dowel.ActorKey;
import dev.dowel.runtime.ActorAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link Directory} must do. One subclass per store. */
public abstract class DirectorySuite extends StoreFixture {

    @Test
    void aNewActorIsNotFoundBeforeItsFirstCommit() {
        Claim claim = claimNew("a");

        assertThat(claim.isNew()).isTrue();
        assertThat(directory().find(room("a"))).isEmpty();
        assertThat(directory().find(claim.record().id())).isEmpty();

        store.commit(List.of(creating(claim, "one")));
        assertThat(directory().find(room("a"))).contains(claim.record());
        assertThat(directory().find(claim.record().id())).contains(claim.record());
    }

    @Test
    void aStoredActorIsClaimedInsteadOfANewOne() {
        Claim first = createRoom("a", "one");

        Claim second = claimNew("a");

        assertThat(second.isNew()).isFalse();
        assertThat(second.record()).isEqualTo(first.record().withGeneration(second.generation()));
        assertThat(second.generation()).isGreaterThan(first.generation());
        store.commit(List.of(writing(second, "two")));
        assertThat(state(first)).isEqualTo("two");
    }

    @Test
    void theCandidatesGenerationIsIgnored() {
        ActorRecord candidate = candidate(room("a"), 1);

        Claim claim = directory().claimNew(candidate.withGeneration(700));

        assertThat(claim.generation()).isLessThan(700);
        assertThat(claim.record()).isEqualTo(candidate.withGeneration(claim.generation()));
    }

    @Test
    void theServersVersionIsKeptWithTheActor() {
        Claim first = directory().claimNew(candidate(room("a"), 1).withVersion(3));
        store.commit(List.of(creating(first, "one")));
        assertThat(directory().find(room("a")).orElseThrow().version()).isEqualTo(3);

        Claim second = claim(first);
        assertThat(second.record().version()).isEqualTo(3);
        for (int version : List.of(4, Integer.MAX_VALUE, -1, 2)) {
            store.commit(List.of(writing(new Claim(second.record().withVersion(version), false), "more")));

            assertThat(directory().find(first.record().id()).orElseThrow())
                    .isEqualTo(second.record().withVersion(version));
        }
    }

    @Test
    void aMissingActorCannotBeClaimed() {
        assertThat(directory().claim("000000000000000000000000000000")).isEmpty();
        assertThat(directory().claim("")).isEmpty();
        assertThat(directory().claim("not an id \ud83d\udd11")).isEmpty();
        assertThat(directory().find("not an id")).isEmpty();
    }

    @Test
    void anActorThatIsNotStoredYetCannotBeClaimedById() {
        Claim claim = claimNew("a");

        assertThat(directory().claim(claim.record().id())).isEmpty();

        store.commit(List.of(creating(claim, "one")));
        assertThat(state(claim)).isEqualTo("one");
    }

    @Test
    void ofTwoNewClaimsOnAnAddressTheLaterCounts() {
        Claim earlier = claimNew("a");
        Claim later = claimNew("a");

        assertThat(later.isNew()).isTrue();
        assertThatThrownBy(() -> store.commit(List.of(creating(earlier, "earlier"))))
                .isInstanceOf(StaleClaimException.class);

        store.commit(List.of(creating(later, "later")));
        assertThat(directory().find(room("a"))).contains(later.record());
    }

    @Test
    void aNewClaimThatWasGivenUpLeavesTheAddressFree() {
        Claim first = claimNew("a");
        directory().release(first);

        Claim second = createRoom("a", "second");

        assertThat(second.isNew()).isTrue();
        assertThatThrownBy(() -> store.commit(List.of(creating(first, "first"))))
                .isInstanceOf(StaleClaimException.class);
        assertThat(directory().find(room("a"))).contains(second.record());
    }

    @Test
    void everyClaimIsNewerThanThoseThatCommitted() {
        Claim claim = createRoom("a", "0");
        for (int i = 1; i <= 5; i++) {
            Claim next = claim(claim);
            assertThat(next.generation()).isGreaterThan(claim.generation());
            store.commit(List.of(writing(next, Integer.toString(i))));
            directory().release(next);
            claim = next;
        }
        assertThat(directory().find(claim.record().id())).contains(claim.record());
    }

    @Test
    void ofManyClaimsAtOnceExactlyTheNewestCanCommit() throws Exception {
        Claim actor = createRoom("a", "one");
        Callable<Claim> claimer = () -> claim(actor);
        var claims = new ArrayList<Claim>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (Future<Claim> made : threads.invokeAll(Collections.nCopies(40, claimer))) {
                claims.add(made.get());
            }
        }

        assertThat(claims).extracting(Claim::generation).doesNotHaveDuplicates();
        claims.sort(Comparator.comparingLong(Claim::generation));
        Claim newest = claims.removeLast();
        assertThat(claims)
                .allSatisfy(claim -> assertThatThrownBy(() -> store.commit(List.of(writing(claim, "stale"))))
                        .isInstanceOf(StaleClaimException.class));
        store.commit(List.of(writing(newest, "newest")));
        assertThat(state(actor)).isEqualTo("newest");
    }

    @Test
    void releasingAStaleClaimChangesNothing() {
        Claim old = createRoom("a", "one");
        Claim newer = claim(old);

        directory().release(old);

        store.commit(List.of(writing(newer, "two")));
        assertThat(state(newer)).isEqualTo("two");
    }

    @Test
    void releasingTheClaimOnADestroyedActorChangesNothing() {
        Claim claim = createRoom("a", "one");
        store.commit(List.of(destroying(claim)));

        directory().release(claim);

        assertThat(directory().find(room("a"))).isEmpty();
        assertThat(createRoom("a", "other").isNew()).isTrue();
    }

    @Test
    void addressesThatLookAlikeAreDifferent() {
        List<ActorAddress> addresses = Stream.of(
                        address("", "", ActorKey.of()),
                        address("", "", ActorKey.of("")),
                        address("", "", ActorKey.of("", "")),
                        address("n", "", ActorKey.of()),
                        address("", "n", ActorKey.of()),
                        address("", "", ActorKey.of("n")),
                        address("n", "m", ActorKey.of("a", "b")),
                        address("n", "m", ActorKey.of("ab")),
                        address("n", "m", ActorKey.of("a/b")),
                        address("n", "m", ActorKey.of("a,b")),
                        address("n", "m", ActorKey.of("a", "b", "")),
                        address("n", "ma", ActorKey.of("b")),
                        address("nm", "a", ActorKey.of("b")),
                        address("n", "m", ActorKey.of("\u0000")),
                        address("n", "m", ActorKey.of("\u00e9")),
                        address("n", "m", ActorKey.of("e\u0301")),
                        address("n", "m", ActorKey.of("\ud83d\udd11")),
                        address("n", "m", ActorKey.of("x".repeat(1000))))
                .toList();

        List<Claim> claims = addresses.stream()
                .map(address -> directory().claimNew(candidate(address, 1)))
                .toList();
        assertThat(claims).allMatch(Claim::isNew);
        store.commit(claims.stream().map(claim -> creating(claim, "x")).toList());

        for (int i = 0; i < addresses.size(); i++) {
            assertThat(directory().find(addresses.get(i)))
                    .contains(claims.get(i).record());
        }
    }

    @Test
    void actorsAreListedNewestFirstInPages() {
        List<ActorRecord> created = rooms(7);

        Directory.Page first = directory().list("default", "room", null, 3);
        Directory.Page second = directory().list("default", "room", first.cursor(), 3);
        Directory.Page third = directory().list("default", "room", second.cursor(), 3);

        List<ActorRecord> listed = Stream.of(first, second, third)
                .flatMap(page -> page.records().stream())
                .toList();
        assertThat(listed).isEqualTo(created.reversed());
        assertThat(first.records()).hasSize(3);
        assertThat(second.records()).hasSize(3);
        assertThat(third.cursor()).isNull();
    }

    @Test
    void aPageThatIsJustFullIsTheLast() {
        List<ActorRecord> created = rooms(3);

        Directory.Page page = directory().list("default", "room", null, 3);

        assertThat(page.records()).isEqualTo(created.reversed());
        assertThat(page.cursor()).isNull();
    }

    @Test
    void aCursorStaysGoodWhileActorsComeAndGo() {
        List<ActorRecord> created = rooms(6);
        Directory.Page first = directory().list("default", "room", null, 2);
        destroy(created.get(5));
        destroy(created.get(3));
        createAt("late", 100);

        Directory.Page second = directory().list("default", "room", first.cursor(), 10);

        assertThat(second.records()).containsExactly(created.get(2), created.get(1), created.get(0));
    }

    @Test
    void aListHoldsOneNameOfOneNamespace() {
        ActorRecord wanted = rooms(1).getFirst();
        for (ActorAddress other : List.of(
                address("default", "roo", ActorKey.of("m")),
                address("default", "rooms", ActorKey.of("a")),
                address("defaul", "troom", ActorKey.of("a")),
                address("other", "room", ActorKey.of("a")))) {
            store.commit(List.of(creating(directory().claimNew(candidate(other, 50)), "x")));
        }

        assertThat(directory().list("default", "room", null, 10).records()).containsExactly(wanted);
        assertThat(directory().list("default", "roof", null, 10).records()).isEmpty();
    }

    @Test
    void aPageOfNothingOrFromNowhereIsRefused() {
        rooms(1);

        assertThatThrownBy(() -> directory().list("default", "room", null, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> directory().list("default", "room", "no cursor", 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> directory().list("default", "room", "", 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesAreThoseOfStoredActorsOfOneNamespace() {
        assertThat(directory().names("n")).isEmpty();
        create(address("n", "zebra", ActorKey.of("a")));
        create(address("n", "ant", ActorKey.of("a")));
        create(address("n", "ant", ActorKey.of("b")));
        create(address("n", "antelope", ActorKey.of("a")));
        create(address("n", "", ActorKey.of("a")));
        create(address("n", "\u00e9l\u00e9phant", ActorKey.of("a")));
        create(address("nn", "other", ActorKey.of("a")));
        Claim gone = create(address("n", "dodo", ActorKey.of("a")));
        store.commit(List.of(destroying(gone)));
        directory().claimNew(candidate(address("n", "unborn", ActorKey.of("a")), 1));

        assertThat(directory().names("n")).containsExactly("", "ant", "antelope", "zebra", "\u00e9l\u00e9phant");
    }

    private Directory directory() {
        return store.directory();
    }

    private static ActorAddress address(String namespace, String name, ActorKey key) {
        return new ActorAddress(namespace, name, key);
    }

    private List<ActorRecord> rooms(int count) {
        return IntStream.range(0, count).mapToObj(i -> createAt("r" + i, i)).toList();
    }

    private ActorRecord createAt(String key, long time) {
        Claim claim = directory().claimNew(candidate(room(key), time));
        store.commit(List.of(creating(claim, key)));
        return claim.record();
    }

    private Claim create(ActorAddress address) {
        Claim claim = directory().claimNew(candidate(address, 1));
        store.commit(List.of(creating(claim, "x")));
        return claim;
    }

    private void destroy(ActorRecord record) {
        Optional<Claim> claim = directory().claim(record.id());
        store.commit(List.of(destroying(claim.orElseThrow())));
    }
}
