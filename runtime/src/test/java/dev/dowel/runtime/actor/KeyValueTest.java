package dev.dowel.runtime.actor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorDefinition;
import dev.dowel.ActorError;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.KeyRange;
import dev.dowel.KeyValueStore;
import dev.dowel.ReadOnly;
import dev.dowel.UserError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an actor keeps in its key-value store. */
class KeyValueTest {

    private final Stage stage = new Stage(ActorDefinition.of(Keeper.class));

    @ActorType("keeper")
    static final class Keeper extends Actor<Long> {

        @Override
        protected Long createState(CreateRequest request) {
            return 0L;
        }

        @Action
        public void put(String key, String value, boolean fail) {
            kv().putText(key, value);
            update(n -> n + 1);
            if (fail) {
                throw new UserError("no", "as asked");
            }
        }

        @Action
        public @Nullable String get(String key) {
            return kv().getText(key).orElse(null);
        }

        @Action
        public List<String> turn(String key) throws Exception {
            kv().putText(key, "new");
            String own = kv().getText(key).orElse("none");
            kv().delete(key);
            String deleted = kv().getText(key).orElse("none");
            kv().putText(key, "last");
            pause(Duration.ofMillis(10));
            return List.of(own, deleted, kv().getText(key).orElse("none"));
        }

        @Action
        public List<String> list(String prefix, int limit, boolean reverse) {
            KeyRange range = KeyRange.prefix(prefix).limit(limit);
            return kv().list(reverse ? range.reverse() : range).stream()
                    .map(entry -> entry.keyText() + "=" + entry.valueText())
                    .toList();
        }

        @Action
        public void fill(int count) {
            IntStream.range(0, count).forEach(i -> kv().putText("k%05d".formatted(i), "v" + i));
        }

        /** Changes what it read, and fails or not. */
        @Action
        public void scribble(String key, boolean fail) {
            kv().get(key).orElseThrow()[0] = 'X';
            kv().list(KeyRange.prefix(key)).getFirst().value()[0] = 'X';
            kv().list(KeyRange.prefix(key)).getFirst().key()[0] = 'X';
            if (fail) {
                throw new UserError("no", "as asked");
            }
        }

        @Action
        public void putAndScribble(String key) {
            kv().putText(key, "mine");
            scribble(key, false);
        }

        @Action
        public String halfBatch() {
            try {
                kv().putAll(List.of(
                        KeyValueStore.Entry.text("good", "x"), new KeyValueStore.Entry(new byte[0], new byte[0])));
                return "no error";
            } catch (ActorError e) {
                try {
                    kv().deleteAll(List.of("a".getBytes(UTF_8), new byte[0]));
                    return "no error";
                } catch (ActorError again) {
                    return e.code() + " " + again.code();
                }
            }
        }

        @Action
        public int deleteFrom(String from, String to) {
            kv().deleteRange(KeyRange.between(from, to));
            return kv().list(KeyRange.all()).size();
        }

        @Action
        public void batch(int keys, int bytes) {
            kv().putAll(IntStream.range(0, keys)
                    .mapToObj(i -> new KeyValueStore.Entry(("b" + i).getBytes(UTF_8), new byte[bytes]))
                    .toList());
        }

        @Action
        public void putLarge(int keyBytes, int valueBytes) {
            kv().put(new byte[keyBytes], new byte[valueBytes]);
        }

        @Action
        public void fillLarge(int from, int to) {
            IntStream.range(from, to).forEach(i -> kv().put("large%03d".formatted(i), new byte[128 * 1024]));
        }

        @Action
        public int size(String prefix, int limit) {
            return kv().list(KeyRange.prefix(prefix).limit(limit)).size();
        }

        /** All of it, in parts. */
        @Action
        public List<String> listInParts(String prefix, int part, boolean reverse) {
            List<String> found = new ArrayList<>();
            KeyRange range = KeyRange.prefix(prefix).limit(part);
            List<KeyValueStore.Entry> next = kv().list(reverse ? range.reverse() : range);
            while (!next.isEmpty()) {
                next.forEach(entry -> found.add(entry.keyText()));
                KeyRange rest =
                        (reverse ? range.reverse() : range).after(next.getLast().key());
                next = kv().list(rest);
            }
            return found;
        }

        /** Writes and deletes without a commit in between, and lists. */
        @Action
        public List<String> mix(boolean reverse) {
            kv().putText("k00000a", "own");
            kv().delete("k00001");
            kv().putText("k00002", "changed");
            kv().putText("k99999", "last");
            KeyRange range = KeyRange.between("k00000", "l");
            return kv().list(reverse ? range.reverse() : range).stream()
                    .map(entry -> entry.keyText() + "=" + entry.valueText())
                    .toList();
        }

        @ReadOnly
        @Action
        public void putReadOnly() {
            kv().putText("a", "b");
        }

        @Action
        public long count() {
            return state();
        }

        @Action
        public void end() {
            destroy();
        }
    }

    private Stage.Answer call(String action, @Nullable Object... arguments) {
        return stage.call("keeper", "a", action, arguments);
    }

    private @Nullable String get(String key) {
        return call("get", key).as(String.class);
    }

    @Test
    void valuesLastOverARestart() {
        call("put", "x", "1", false);
        assertThat(get("x")).isEqualTo("1");
        assertThat(stage.restart().call("keeper", "a", "get", "x").<String>as(String.class))
                .isEqualTo("1");
    }

    @Test
    void failedTurnLeavesNeitherValueNorState() {
        call("put", "x", "1", false);
        call("put", "x", "2", true);
        assertThat(get("x")).isEqualTo("1");
        assertThat(call("count").asLong()).isEqualTo(1);
    }

    @Test
    void failedCommitLeavesNeitherValueNorState() {
        call("put", "x", "1", false);
        stage.store.full = true;
        assertThat(call("put", "x", "2", false).errorCode()).isEqualTo("store.unavailable");
        stage.store.full = false;
        assertThat(get("x")).isEqualTo("1");
        assertThat(call("count").asLong()).isEqualTo(1);
    }

    @Test
    void turnReadsItsOwnWritesAlsoAfterItGaveTheTurnBack() {
        Stage.Answer answer = call("turn", "x");
        stage.machine.advance(Duration.ofMillis(10));
        assertThat(answer.<List<String>>as(List.class)).containsExactly("new", "none", "last");
    }

    @Test
    void rangesAreInOrderAndBounded() {
        call("fill", 20);
        assertThat(call("list", "k0001", 3, false).<List<String>>as(List.class))
                .containsExactly("k00010=v10", "k00011=v11", "k00012=v12");
        assertThat(call("list", "k0001", 2, true).<List<String>>as(List.class))
                .containsExactly("k00019=v19", "k00018=v18");
        assertThat(call("list", "zz", 2, true).<List<String>>as(List.class)).isEmpty();
        assertThat(call("list", "", 0, true).errorCode()).isEqualTo("kv.invalid_range");
    }

    @Test
    void listIsBoundedInBytesAndReadInParts() {
        call("fillLarge", 0, 100);
        call("fillLarge", 100, 170);
        int before = stage.store.entriesRead;
        assertThat(call("size", "large", 159).asLong()).isEqualTo(159);
        assertThat(call("size", "large", 160).errorCode()).isEqualTo("kv.list_too_large");
        assertThat(call("size", "", 16_384).errorCode()).isEqualTo("kv.list_too_large");
        assertThat(stage.store.entriesRead - before).isLessThan(3 * 256);
        List<String> keys =
                IntStream.range(0, 170).mapToObj("large%03d"::formatted).toList();
        assertThat(call("listInParts", "large", 33, false).<List<String>>as(List.class))
                .isEqualTo(keys);
        assertThat(call("listInParts", "large", 17, true).<List<String>>as(List.class))
                .isEqualTo(keys.reversed());
    }

    /** Several pages of the store, with changes of the turn at all their ends. */
    @Test
    void listIsWhatTheStoreHasUnderWhatTheTurnWrote() {
        call("fill", 300);
        List<String> expected = new ArrayList<>(IntStream.range(2, 300)
                .mapToObj(i -> "k%05d=v%d".formatted(i, i))
                .toList());
        expected.set(0, "k00002=changed");
        expected.addAll(0, List.of("k00000=v0", "k00000a=own"));
        expected.add("k99999=last");
        assertThat(call("mix", false).<List<String>>as(List.class)).isEqualTo(expected);
        assertThat(call("mix", true).<List<String>>as(List.class)).isEqualTo(expected.reversed());
    }

    @Test
    void rangeOfAnySizeIsDeleted() {
        call("fill", 5_000);
        assertThat(call("deleteFrom", "k00010", "k04990").asLong()).isEqualTo(20);
        assertThat(get("k00009")).isEqualTo("v9");
        assertThat(get("k00010")).isNull();
    }

    @Test
    void whatWasReadIsACopy() {
        call("putAndScribble", "a");
        assertThat(get("a")).isEqualTo("mine");
        call("scribble", "a", true);
        assertThat(get("a")).isEqualTo("mine");
        assertThat(call("list", "", 10, false).<List<String>>as(List.class)).containsExactly("a=mine");
    }

    @Test
    void batchIsWrittenAsAWholeOrNotAtAll() {
        call("put", "a", "kept", false);
        assertThat(call("halfBatch").<String>as(String.class)).isEqualTo("key_empty key_empty");
        assertThat(call("list", "", 10, false).<List<String>>as(List.class)).containsExactly("a=kept");
    }

    /** Otherwise a range of any size would not fit into memory. */
    @Test
    void deletingARangeReadsEachEntryOnce() {
        call("fill", 5_000);
        int before = stage.store.entriesRead;
        assertThat(call("deleteFrom", "k00000", "k04999").<Integer>as(Integer.class))
                .isEqualTo(1);
        assertThat(stage.store.entriesRead - before).isLessThan(3 * 5_000);
    }

    @Test
    void boundsAreTypedErrors() {
        assertThat(call("putLarge", 2048, 131_072).error).isNull();
        assertThat(call("putLarge", 2049, 1).errorCode()).isEqualTo("kv.key_too_large");
        assertThat(call("putLarge", 0, 1).errorCode()).isEqualTo("kv.key_empty");
        assertThat(call("putLarge", 1, 131_073).errorCode()).isEqualTo("kv.value_too_large");
        assertThat(call("batch", 128, 10).error).isNull();
        assertThat(call("batch", 129, 10).errorCode()).isEqualTo("kv.batch_too_large");
        assertThat(call("batch", 100, 10_000).errorCode()).isEqualTo("kv.batch_too_large");
        assertThat(call("putReadOnly").errorCode()).isEqualTo("rivetkit.internal_error");
    }

    @Test
    void destroyedActorsValuesAreGone() {
        call("put", "x", "1", false);
        call("end");
        assertThat(get("x")).isNull();
    }

    @Test
    void managementReadsCommittedValuesWithoutWakingTheActor() {
        call("put", "x", "1", false);
        Stage next = stage.restart();
        String id = next.await(next.runtime.find(Stage.address("keeper", "a")))
                .orElseThrow()
                .actorId();
        assertThat(next.await(next.runtime.keyValue("default", id, "x".getBytes(UTF_8))))
                .hasValueSatisfying(value -> assertThat(value).isEqualTo("1".getBytes(UTF_8)));
        assertThat(next.await(next.runtime.keyValue("default", id, "y".getBytes(UTF_8))))
                .isEmpty();
        assertThat(next.await(next.runtime.find("default", id)).orElseThrow().connectableAt())
                .isNull();
    }
}
