package dev.dowel.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link ActorStore} must do with ranges of entries. Keys are in hexadecimal. One subclass per store. */
public abstract class EntryRangeSuite extends StoreFixture {

    private static final List<String> BINARY = List.of("", "00", "0000", "01", "7f", "80", "ff", "ff00", "ffff");

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
        List<Claim> actors = List.of(createWithId("r"), createWithId("rr"), createWithId("rrr"));
        var expected = new TreeMap<String, String>();
        for (int i = 0; i < 60; i++) {
            String key = randomKey(random);
            for (Claim actor : actors) {
                boolean wanted = actor.equals(actors.get(1));
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
}
