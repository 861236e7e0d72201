package dev.dowel.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** State at rest: nothing is lost, and members may come and go between versions of a class. */
class StorageTest {

    private record Old(String name, int count, List<String> dropped) {}

    private record New(
            String name,
            long count,
            @Nullable String comment,
            Optional<String> note,
            int number,
            boolean flag,
            double ratio,
            @Nullable Integer boxed,
            @Nullable List<String> list,
            Optional<Old> nested) {}

    private static <T> T reread(Object value, Class<T> type) {
        return RawValue.of(Values.encode(Dialect.STORAGE, value), Dialect.STORAGE)
                .decode(type);
    }

    @Test
    void membersMayGoAndCome() {
        New read = reread(new Old("n", 5, List.of("x")), New.class);
        assertThat(read)
                .isEqualTo(new New("n", 5, null, Optional.empty(), 0, false, 0.0, null, null, Optional.empty()));
        assertThat(reread(read, Old.class)).isEqualTo(new Old("n", 5, null));
    }

    @Test
    void aMemberMayNotBecomeAnotherKindOfValue() {
        record Text(String count) {}
        assertThatThrownBy(() -> reread(new Old("n", 5, List.of()), Text.class)).isInstanceOf(WireException.class);
    }

    @Test
    void numbersAndDatesKeepEveryDigit() {
        @SuppressWarnings("ArrayRecordComponent") // users may
        record Exact(long large, Instant at, Instant early, double whole, Object any, byte[] bytes) {}
        var value = new Exact(
                9007199254740993L,
                Instant.ofEpochSecond(1_700_000_000, 123_456_789),
                Instant.MIN,
                5.0,
                List.of(5.0, 5L, 1L << 62, Instant.ofEpochSecond(1, 1), Set.of("a")),
                new byte[] {1});
        Exact read = reread(value, Exact.class);
        assertThat(read.large()).isEqualTo(value.large());
        assertThat(read.at()).isEqualTo(value.at());
        assertThat(read.early()).isEqualTo(value.early());
        assertThat(read.whole()).isEqualTo(5.0);
        assertThat(read.any()).isEqualTo(value.any());
        assertThat(read.bytes()).containsExactly(1);
    }

    @Test
    void nullElementsAreKept() {
        record Holder(List<@Nullable String> list, Map<String, @Nullable Integer> map) {}
        var list = new ArrayList<@Nullable String>();
        list.add(null);
        var map = new HashMap<String, @Nullable Integer>();
        map.put("k", null);
        assertThat(reread(new Holder(list, map), Holder.class)).isEqualTo(new Holder(list, map));
    }

    @SuppressWarnings("unused")
    private static final class Room {
        private final List<String> log = new ArrayList<>();
        private @Nullable String topic;
        private int visits;
        private transient int cached;

        private Room() {
            visits = 7;
        }
    }

    @Test
    void mutableClassesAreStoredByTheirFields() {
        var room = new Room();
        room.log.add("hello");
        room.visits = 8;
        room.cached = 9;
        Room read = reread(room, Room.class);
        assertThat(read.log).containsExactly("hello");
        assertThat(read.topic).isNull();
        assertThat(read.visits).isEqualTo(8);
        assertThat(read.cached).isZero();
        assertThat(Values.encode(Dialect.STORAGE, read)).isEqualTo(Values.encode(Dialect.STORAGE, room));
        Room empty = Bytes.storage("a0").decode(Room.class);
        assertThat(empty.visits).isEqualTo(7);
    }
}
