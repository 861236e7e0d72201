package dev.dowel.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dowel.ActorKey;
import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.store.ActorRecord;
import dev.dowel.runtime.store.StoreException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The bytes on disk. A test here that has to be changed means that stores of earlier versions cannot be read. */
class StoredFormatTest {

    private static final ActorAddress ADDRESS = new ActorAddress("ns", "room", ActorKey.of("a/b", "", "\u00e9"));
    private static final ActorRecord ACTOR = new ActorRecord("x1y2", ADDRESS, 7, 0x0102030405L);

    @Test
    void keys() {
        assertThat(hex(StoredKeys.id("x1y2"))).isEqualTo("78317932");
        assertThat(hex(StoredKeys.address(ADDRESS))).isEqualTo("026e73" + "04726f6f6d" + "03612f62" + "00" + "02c3a9");
        assertThat(hex(StoredKeys.recent(ACTOR))).isEqualTo("026e73" + "04726f6f6d" + "7ffffffefdfcfbfa" + "78317932");
        assertThat(StoredKeys.positionIn(StoredKeys.recent(ACTOR))).isEqualTo(new ListCursor(0x0102030405L, "x1y2"));
        assertThat(StoredKeys.nameIn(StoredKeys.recent(ACTOR))).isEqualTo("room");
    }

    @Test
    void values() {
        byte[] actor = StoredValues.actor(ACTOR);
        assertThat(hex(actor))
                .isEqualTo("01" + "0000000000000007" + "0000000102030405" + "026e73" + "04726f6f6d" + "03" + "03612f62"
                        + "00" + "02c3a9");
        assertThat(StoredValues.actor("x1y2", actor)).isEqualTo(ACTOR);

        assertThat(hex(StoredValues.id("x1y2"))).isEqualTo("0178317932");
        assertThat(StoredValues.id(StoredValues.id("x1y2"))).isEqualTo("x1y2");

        assertThat(hex(StoredValues.nothing())).isEqualTo("01");

        assertThat(hex(StoredValues.state(new byte[] {9, 8}))).isEqualTo("010908");
        assertThat(StoredValues.stateIn(StoredValues.state(new byte[] {9, 8}))).containsExactly(9, 8);
    }

    @Test
    void aGroupIsOneWriteBatch() {
        var group = new GroupBytes(new GroupId(1, 2));
        group.put(4, "k".getBytes(UTF_8), new byte[200]);
        group.delete(300, "gone".getBytes(UTF_8));

        assertThat(hex(group.toByteArray()))
                .isEqualTo("0000000000000000" + "02000000"
                        + "0310" + "0000000000000001" + "0000000000000002"
                        + "05" + "04" + "016b" + "c801" + "00".repeat(200)
                        + "04" + "ac02" + "04676f6e65");
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
        for (byte[] value : List.of(StoredValues.actor(ACTOR), StoredValues.id("a"), StoredValues.state(new byte[3]))) {
            value[0] = 2;
            assertThatThrownBy(() -> StoredValues.stateIn(value))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("has format 2");
        }
    }

    @Test
    void aRecordThatIsTooShortOrTooLongIsDamaged() {
        byte[] whole = StoredValues.actor(ACTOR);
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
                garbage[0] = 1;
            }
            try {
                assertThat(StoredValues.actor("x", garbage).id()).isEqualTo("x");
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
