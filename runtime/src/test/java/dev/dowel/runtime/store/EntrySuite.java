package dev.dowel.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dowel.ActorKey;
import dev.dowel.runtime.ActorAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link ActorStore} must do with actors' entries. One subclass per store. */
public abstract class EntrySuite extends StoreFixture {

    private static final List<String> BINARY = List.of("", "00", "0000", "01", "7f", "80", "ff", "ff00", "ffff");

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
    void keysAreOrderedAsUnsignedBytes() {
        Claim claim = binary();

        assertThat(keys(claim, "", null, 100, false)).isEqualTo(BINARY);
        assertThat(keys(claim, "", null, 100, true)).isEqualTo(BINARY.reversed());
    }

    @Test
    void aRangeHoldsItsFirstKeyAndNotItsEnd() {
        Claim claim = binary();

        assertThat(keys(claim, "01", "ff", 100, false)).containsExactly("01", "7f", "80");
        assertThat(keys(claim, "01", "ff", 100, true)).containsExactly("80", "7f", "01");
        assertThat(keys(claim, "0100", "feff", 100, false)).containsExactly("7f", "80");
        assertThat(keys(claim, "", "00", 100, false)).containsExactly("");
        assertThat(keys(claim, "ff", null, 100, true)).containsExactly("ffff", "ff00", "ff");
        assertThat(keys(claim, "ffffff", null, 100, false)).isEmpty();
    }

    @Test
    void aRangeThatEndsBeforeItBeginsIsEmpty() {
        Claim claim = binary();

        for (boolean reverse : new boolean[] {false, true}) {
            assertThat(keys(claim, "80", "80", 100, reverse)).isEmpty();
            assertThat(keys(claim, "80", "01", 100, reverse)).isEmpty();
            assertThat(keys(claim, "00", "", 100, reverse)).isEmpty();
        }
    }

    @Test
    void aLimitKeepsTheFirstOfTheOrderThatWasAskedFor() {
        Claim claim = binary();

        assertThat(keys(claim, "00", null, 2, false)).containsExactly("00", "0000");
        assertThat(keys(claim, "", "80", 2, true)).containsExactly("7f", "01");
        assertThatThrownBy(() -> keys(claim, "", null, 0, false)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Against a sorted map, with keys that are each other's beginnings, and neighbours on both sides. */
    @Test
    void anyRangeIsThatOfASortedMap() {
        var random = new Random(3);
        List<Claim> actors = List.of(named("r"), named("rr"), named("rrr"));
        var expected = new TreeMap<String, String>();
        for (int i = 0; i < 60; i++) {
            String key = randomKey(random);
            for (Claim actor : actors) {
                boolean wanted = actor == actors.get(1);
                String value = wanted ? Integer.toString(i) : "wrong";
                store.commit(List.of(changing(actor, Map.of(key(key), bytes(value)))));
            }
            expected.put(key, Integer.toString(i));
        }
        for (int i = 0; i < 300; i++) {
            String from = randomKey(random);
            String to = random.nextInt(4) == 0 ? null : randomKey(random);
            int limit = 1 + random.nextInt(8);
            boolean reverse = random.nextBoolean();
            var within = to == null
                    ? expected.tailMap(from)
                    : from.compareTo(to) < 0 ? expected.subMap(from, to) : new TreeMap<String, String>();
            List<String> wanted = (reverse ? within.reversed() : within)
                    .keySet().stream().limit(limit).toList();
            assertThat(keys(actors.get(1), from, to, limit, reverse)).isEqualTo(wanted);
        }
    }

    @Test
    void partsAreKeptApart() {
        Claim claim = createRoom("a", "one");
        store.commit(List.of(changing(
                claim, Map.of(kv("x"), bytes("1"), new EntryKey(ActorPart.SCHEDULE, bytes("x")), bytes("2")))));
        assertThat(entriesIn(store, claim)).containsExactly("KV x=1", "SCHEDULE x=2");

        store.commit(List.of(changing(claim, change("x", null))));

        assertThat(entriesIn(store, claim)).containsExactly("SCHEDULE x=2");
    }

    @Test
    void actorsWhoseIdsStartAlikeAreKeptApart() {
        Claim ab = named("ab");
        Claim a = named("a");
        Claim abc = named("abc");
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
        EntryKey schedule = new EntryKey(ActorPart.SCHEDULE, new byte[] {-1, -1});
        store.commit(List.of(
                changing(gone, "one", Map.of(key("ffff"), bytes("x"), schedule, bytes("y")), null),
                changing(kept, kvs("x"))));
        store.commit(List.of(changing(claim(gone), kvs("more"))));

        store.commit(List.of(destroying(claim(gone))));

        assertThat(entriesIn(store, gone)).isEmpty();
        assertThat(store.loadEntry(gone.record().id(), key("ffff"))).isNull();
        assertThat(store.loadEntry(gone.record().id(), schedule)).isNull();
        assertThat(entriesIn(store, kept)).containsExactly("KV x=x");
    }

    private Claim named(String id) {
        var address = new ActorAddress("default", "room", ActorKey.of(id));
        Claim claim = store.directory().claimNew(new ActorRecord(id, address, 0, 1));
        store.commit(List.of(creating(claim, "one")));
        return claim;
    }

    /** An actor with the keys of {@link #BINARY}, which were written in another order. */
    private Claim binary() {
        Claim claim = createRoom("a", "one");
        var order = new ArrayList<>(BINARY);
        Collections.shuffle(order, new Random(1));
        order.forEach(key -> store.commit(List.of(changing(claim, Map.of(key(key), bytes(key))))));
        return claim;
    }

    private List<String> keys(Claim claim, String from, @Nullable String to, int limit, boolean reverse) {
        HexFormat hex = HexFormat.of();
        var range =
                new EntryRange(ActorPart.KV, hex.parseHex(from), to == null ? null : hex.parseHex(to), limit, reverse);
        return store.loadEntries(claim.record().id(), range).stream()
                .map(entry -> hex.formatHex(entry.key()))
                .toList();
    }

    private static EntryKey key(String hex) {
        return new EntryKey(ActorPart.KV, HexFormat.of().parseHex(hex));
    }

    private static String randomKey(Random random) {
        byte[] key = new byte[random.nextInt(4)];
        for (int i = 0; i < key.length; i++) {
            key[i] = new byte[] {0, 1, 'r', -1}[random.nextInt(4)];
        }
        return HexFormat.of().formatHex(key);
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
