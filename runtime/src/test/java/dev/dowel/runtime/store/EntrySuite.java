package dev.dowel.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link ActorStore} must do with actors' entries. One subclass per store. */
public abstract class EntrySuite extends StoreFixture {

    private static final byte[] HIGHEST = {-1, -1};

    @Test
    void whatIsNotStoredIsNotFound() {
        Claim claim = createRoom("a", "one");

        assertThat(store.loadEntry(claim.record().id(), kv("x"))).isNull();
        assertThat(store.loadEntry("nobody", kv("x"))).isNull();
        assertThat(entriesIn(store, claim)).isEmpty();
        assertThat(store.loadEntries("nobody", EntryRange.all(ActorPart.KV))).isEmpty();
    }

    @Test
    void entriesAreCommittedWithTheStateOfANewActor() {
        Claim claim = claimNew("a");

        store.commit(List.of(changing(claim, "one", kvs("x", "y"), null)));

        assertThat(state(claim)).isEqualTo("one");
        assertThat(entriesIn(store, claim)).containsExactly("KV x=x", "KV y=y");
        assertThat(store.loadEntry(claim.record().id(), kv("y"))).isEqualTo(bytes("y"));
    }

    @Test
    void aGroupThatFailsLeavesEntriesAsTheyWere() {
        Claim a = createRoom("a", "one");
        Claim b = createRoom("b", "one");
        Claim stale = createRoom("c", "one");
        store.commit(List.of(changing(a, kvs("x")), changing(b, kvs("x"))));
        claim(stale);

        assertThatThrownBy(() -> store.commit(List.of(
                        changing(a, "two", change("x", null, "y", "y"), null),
                        destroying(b),
                        changing(stale, kvs("z")))))
                .isInstanceOf(StaleClaimException.class);

        assertThat(state(a)).isEqualTo("one");
        assertThat(entriesIn(store, a)).containsExactly("KV x=x");
        assertThat(entriesIn(store, b)).containsExactly("KV x=x");
        assertThat(entriesIn(store, stale)).isEmpty();
    }

    @Test
    void aLaterCommitOverridesAnEarlierOne() {
        Claim claim = createRoom("a", "one");
        store.commit(List.of(changing(claim, kvs("x", "y"))));

        store.commit(List.of(changing(claim, change("x", "new", "z", "z"))));

        assertThat(entriesIn(store, claim)).containsExactly("KV x=new", "KV y=y", "KV z=z");
    }

    @Test
    void aDeletedEntryIsGoneAndCanComeBack() {
        Claim claim = createRoom("a", "one");
        store.commit(List.of(changing(claim, kvs("x", "y"))));

        store.commit(List.of(changing(claim, change("x", null, "never", null))));
        assertThat(store.loadEntry(claim.record().id(), kv("x"))).isNull();
        assertThat(entriesIn(store, claim)).containsExactly("KV y=y");

        store.commit(List.of(changing(claim, kvs("x"))));
        assertThat(entriesIn(store, claim)).containsExactly("KV x=x", "KV y=y");
    }

    @Test
    void aCommitWithoutEntriesKeepsThem() {
        Claim claim = createRoom("a", "one");
        store.commit(List.of(changing(claim, kvs("x"))));

        store.commit(List.of(writing(claim(claim), "two")));

        assertThat(entriesIn(store, claim)).containsExactly("KV x=x");
    }

    @Test
    void anyBytesAreAValue() {
        Claim claim = createRoom("a", "one");
        byte[] large = new byte[1 << 20];
        new Random(1).nextBytes(large);

        store.commit(List.of(changing(claim, Map.of(kv("large"), large, kv("none"), new byte[0]))));

        assertThat(store.loadEntry(claim.record().id(), kv("large"))).isEqualTo(large);
        assertThat(store.loadEntry(claim.record().id(), kv("none"))).isEmpty();
    }

    @Test
    void partsAreKeptApart() {
        Claim claim = createRoom("a", "one");
        store.commit(List.of(changing(claim, everyPart(bytes("x")))));
        assertThat(entriesIn(store, claim)).containsExactly("KV x=x", "SCHEDULE x=x", "QUEUE x=x");

        store.commit(List.of(changing(claim, change("x", null))));

        assertThat(entriesIn(store, claim)).containsExactly("SCHEDULE x=x", "QUEUE x=x");
    }

    @Test
    void actorsWhoseIdsStartAlikeAreKeptApart() {
        Claim ab = createWithId("ab");
        Claim a = createWithId("a");
        Claim abc = createWithId("abc");
        for (Claim claim : List.of(a, ab, abc)) {
            store.commit(List.of(changing(
                    claim, kvs("", "b", "bc", "c", "\uffff", claim.record().id()))));
        }

        assertThat(entriesIn(store, ab))
                .containsExactly("KV =", "KV ab=ab", "KV b=b", "KV bc=bc", "KV c=c", "KV \uffff=\uffff");
        store.commit(List.of(destroying(ab)));

        assertThat(entriesIn(store, ab)).isEmpty();
        assertThat(entriesIn(store, a)).hasSize(6);
        assertThat(entriesIn(store, abc)).hasSize(6);
    }

    @Test
    void destroyedEntriesAreGone() {
        Claim gone = claimNew("gone");
        Claim kept = createRoom("kept", "one");
        store.commit(List.of(changing(gone, "one", everyPart(HIGHEST), null), changing(kept, everyPart(bytes("x")))));
        store.commit(List.of(changing(claim(gone), kvs("more"))));

        store.commit(List.of(destroying(claim(gone))));

        assertThat(entriesIn(store, gone)).isEmpty();
        for (ActorPart part : ActorPart.values()) {
            assertThat(store.loadEntry(gone.record().id(), new EntryKey(part, HIGHEST)))
                    .isNull();
        }
        assertThat(entriesIn(store, kept)).containsExactly("KV x=x", "SCHEDULE x=x", "QUEUE x=x");
    }

    /** An entry in every part, with its key as value. */
    private static Map<EntryKey, byte @Nullable []> everyPart(byte[] key) {
        return Arrays.stream(ActorPart.values())
                .collect(Collectors.toMap(part -> new EntryKey(part, key), part -> key));
    }

    /** Keys and values in turn. */
    private static Map<EntryKey, byte @Nullable []> change(@Nullable String... keysAndValues) {
        var change = new HashMap<EntryKey, byte @Nullable []>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            String value = keysAndValues[i + 1];
            change.put(kv(String.valueOf(keysAndValues[i])), value == null ? null : bytes(value));
        }
        return change;
    }
}
