package dev.dowel.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dowel.ActorKey;
import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.store.ActorCommit;
import dev.dowel.runtime.store.ActorPart;
import dev.dowel.runtime.store.ActorRecord;
import dev.dowel.runtime.store.Alarm;
import dev.dowel.runtime.store.Claim;
import dev.dowel.runtime.store.EntryKey;
import dev.dowel.runtime.store.EntryRange;
import dev.dowel.runtime.store.StoreException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The bytes on disk. A test here that has to be changed means that stores of earlier versions cannot be read. */
class StoredFormatTest {

    private static final ActorAddress ADDRESS = new ActorAddress("ns", "room", ActorKey.of("a/b", "", "\u00e9"));
    private static final ActorRecord ACTOR = new ActorRecord("x1y2", ADDRESS, 7, 0x0102030405L, 0x0a0b0c0d);
    private static final Parts PARTS = new Parts(2);

    @Test
    void keys() {
        assertThat(hex(StoredKeys.id("x1y2"))).isEqualTo("78317932");
        assertThat(hex(StoredKeys.address(ADDRESS))).isEqualTo("026e73" + "04726f6f6d" + "03612f62" + "00" + "02c3a9");
        assertThat(hex(StoredKeys.recent(ACTOR))).isEqualTo("026e73" + "04726f6f6d" + "7ffffffefdfcfbfa" + "78317932");
        assertThat(StoredKeys.positionIn(StoredKeys.recent(ACTOR))).isEqualTo(new ListCursor(0x0102030405L, "x1y2"));
        assertThat(StoredKeys.nameIn(StoredKeys.recent(ACTOR))).isEqualTo("room");
        assertThat(hex(StoredKeys.entry("x1y2", new byte[] {0, -1}))).isEqualTo("04" + "78317932" + "00ff");
        assertThat(StoredKeys.entryIn(StoredKeys.entry("x1y2", new byte[] {0, -1})))
                .containsExactly(0, -1);
        assertThat(hex(StoredKeys.alarm(0x0102030405L, "x1y2"))).isEqualTo("8000000102030405" + "78317932");
        assertThat(StoredKeys.alarmIn(StoredKeys.alarm(-5, "x1y2"))).isEqualTo(new Alarm(-5, "x1y2"));
    }

    @Test
    void spans() {
        assertThat(StoredKeys.entries("x1y2"))
                .satisfies(span -> assertSpan(span, "04" + "78317932", "04" + "78317933"));
        assertSpan(
                StoredKeys.entries("x", new EntryRange(ActorPart.KV, new byte[] {1}, null, 1, false)),
                "01" + "78" + "01",
                "01" + "79");
        assertSpan(
                StoredKeys.entries("x", new EntryRange(ActorPart.KV, new byte[0], new byte[] {-1}, 1, false)),
                "01" + "78",
                "01" + "78" + "ff");
        assertSpan(StoredKeys.alarms(Long.MIN_VALUE, 3), "0000000000000000", "8000000000000003" + "ff");
        assertSpan(
                StoredKeys.alarms(new Alarm(2, "x"), Long.MAX_VALUE),
                "8000000000000002" + "78" + "00",
                "ffffffffffffffff" + "ff");
    }

    private static void assertSpan(Span span, String from, String to) {
        assertThat(hex(span.from())).isEqualTo(from);
        assertThat(hex(span.to())).isEqualTo(to);
    }

    @Test
    void values() {
        byte[] actor = StoredValues.actor(ACTOR, PARTS);
        assertThat(hex(actor))
                .isEqualTo("02" + "0000000000000007" + "0000000102030405" + "0a0b0c0d" + "02" + "026e73" + "04726f6f6d"
                        + "03" + "03612f62" + "00" + "02c3a9");
        assertThat(StoredValues.actor("x1y2", actor)).isEqualTo(new StoredActor(ACTOR, PARTS));

        assertThat(hex(StoredValues.id("x1y2"))).isEqualTo("0178317932");
        assertThat(StoredValues.id(StoredValues.id("x1y2"))).isEqualTo("x1y2");

        assertThat(hex(StoredValues.nothing())).isEqualTo("01");

        assertThat(hex(StoredValues.bytes(new byte[] {9, 8}))).isEqualTo("010908");
        assertThat(StoredValues.bytesIn(StoredValues.bytes(new byte[] {9, 8}))).containsExactly(9, 8);
    }

    /** Before there were versions and entries. */
    @Test
    void anActorOfFormat1IsRead() {
        byte[] stored = HexFormat.of()
                .parseHex("01" + "0000000000000007" + "0000000102030405" + "026e73" + "04726f6f6d" + "03" + "03612f62"
                        + "00" + "02c3a9");

        assertThat(StoredValues.actor("x1y2", stored)).isEqualTo(new StoredActor(ACTOR.withVersion(0), Parts.NONE));
    }

    @Test
    void partsAreBits() {
        var claim = new Claim(ACTOR, false);
        var kv = new ActorCommit(claim, false, null, false, Map.of(entry(ActorPart.KV), new byte[1]), null);
        var schedule = new ActorCommit(claim, false, null, false, Map.of(entry(ActorPart.SCHEDULE), new byte[1]), null);
        var queue = new ActorCommit(claim, false, null, false, Map.of(entry(ActorPart.QUEUE), new byte[1]), null);

        assertThat(Parts.NONE.after(kv)).isEqualTo(new Parts(1));
        assertThat(Parts.NONE.after(schedule)).isEqualTo(new Parts(2));
        assertThat(Parts.NONE.after(schedule).after(kv)).isEqualTo(new Parts(3));
        assertThat(Parts.NONE.after(queue)).isEqualTo(new Parts(4));
        assertThat(new Parts(3).has(ActorPart.QUEUE)).isFalse();
        assertThat(new Parts(2).has(ActorPart.KV)).isFalse();
        assertThat(new Parts(2).has(ActorPart.SCHEDULE)).isTrue();
    }

    private static EntryKey entry(ActorPart part) {
        return new EntryKey(part, new byte[1]);
    }

    @Test
    void aGroupIsOneWriteBatch() {
        var group = new GroupBytes(new GroupId(1, 2));
        group.put(4, "k".getBytes(UTF_8), new byte[200]);
        group.delete(300, "gone".getBytes(UTF_8));
        group.deleteRange(5, new Span(new byte[] {1}, new byte[] {2, 3}));

        assertThat(hex(group.toByteArray()))
                .isEqualTo("0000000000000000" + "03000000"
                        + "0310" + "0000000000000001" + "0000000000000002"
                        + "05" + "04" + "016b" + "c801" + "00".repeat(200)
                        + "04" + "ac02" + "04676f6e65"
                        + "0e" + "05" + "0101" + "020203");
        assertThat(GroupBytes.isGroup(group.toByteArray(), new GroupId(1, 2))).isTrue();
        assertThat(GroupBytes.isGroup(group.toByteArray(), new GroupId(1, 3))).isFalse();
        assertThat(GroupBytes.isGroup(new byte[12], new GroupId(1, 2))).isFalse();
    }

    @Test
    void laterTimesAndNothingElseDecideTheOrderOfAName() {
        long[] times = {Long.MIN_VALUE, -1, 0, 1, 255, 256, 1_800_000_000_000L, Long.MAX_VALUE};
        byte[][] keys = Arrays.stream(times)
                .mapToObj(time -> StoredKeys.recent("ns", "room", new ListCursor(time, "id")))
                .toArray(byte[][]::new);
        for (int i = 1; i < keys.length; i++) {
            assertThat(Arrays.compareUnsigned(keys[i], keys[i - 1])).isNegative();
            assertThat(StoredKeys.positionIn(keys[i]).createdAt()).isEqualTo(times[i]);
        }
    }

    @Test
    void aCursorIsReadAsItWasWritten() {
        for (ListCursor cursor : List.of(new ListCursor(0, "abc"), new ListCursor(-5, ""), new ListCursor(7, "a.b"))) {
            assertThat(ListCursor.parse(cursor.toString())).isEqualTo(cursor);
        }
    }

    @Test
    void anUnknownValueVersionIsRefused() {
        for (byte[] value : List.of(StoredValues.id("a"), StoredValues.bytes(new byte[3]))) {
            value[0] = 2;
            assertThatThrownBy(() -> StoredValues.bytesIn(value))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("has format 2");
        }
        byte[] actor = StoredValues.actor(ACTOR, PARTS);
        actor[0] = 3;
        assertThatThrownBy(() -> StoredValues.actor("x", actor))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("has format 3");
    }

    @Test
    void aRecordThatIsTooShortOrTooLongIsDamaged() {
        byte[] whole = StoredValues.actor(ACTOR, PARTS);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> StoredValues.actor("x", cut)).isInstanceOf(StoreException.class);
        }
        byte[] longer = Arrays.copyOf(whole, whole.length + 1);
        assertThatThrownBy(() -> StoredValues.actor("x", longer)).isInstanceOf(StoreException.class);
    }

    @Test
    void anyGarbageIsReadOrDamagedAndNothingElse() {
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] garbage = new byte[random.nextInt(60)];
            random.nextBytes(garbage);
            if (garbage.length > 0) {
                garbage[0] = (byte) (1 + i % 2);
            }
            try {
                assertThat(StoredValues.actor("x", garbage).record().id()).isEqualTo("x");
            } catch (StoreException damaged) {
                assertThat(damaged).hasMessageContaining("damaged");
            }
        }
    }

    @Test
    void textThatIsNotUnicodeIsRefusedAndNotChanged() {
        assertThat(Stream.of("\ud83d\udd11", "\u0000", "").map(BytesOut::utf8).toList())
                .extracting(HexFormat.of()::formatHex)
                .containsExactly("f09f9491", "00", "");
        assertThatThrownBy(() -> BytesOut.utf8("\ud83d")).isInstanceOf(IllegalArgumentException.class);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
