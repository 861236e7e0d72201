package dev.dowel.runtime.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.runtime.store.ActorPart;
import dev.dowel.runtime.store.Entry;
import dev.dowel.runtime.store.EntryKey;
import dev.dowel.runtime.store.EntryRange;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What turns see of an actor's entries while their own are on the way to the store. */
class EntriesTest {

    private static final EntryRange ALL = EntryRange.all(ActorPart.KV);

    private final NavigableMap<EntryKey, byte[]> stored = new ConcurrentSkipListMap<>();
    private final Entries entries = new Entries(new Entries.Reader() {
        @Override
        public byte @Nullable [] entry(EntryKey key) {
            return stored.get(key);
        }

        @Override
        public List<Entry> entries(EntryRange range) {
            NavigableMap<EntryKey, byte[]> found = range.in(stored);
            return (range.reverse() ? found.descendingMap() : found)
                    .entrySet().stream()
                            .limit(range.limit())
                            .map(entry -> new Entry(entry.getKey().bytes(), entry.getValue()))
                            .toList();
        }
    });

    private static byte[] bytes(int number) {
        return ByteBuffer.allocate(4).putInt(number).array();
    }

    private static List<Integer> numbers(List<Entry> found) {
        return found.stream()
                .map(entry -> ByteBuffer.wrap(entry.key()).getInt())
                .toList();
    }

    private Entries.Sealed write(int from, int to) {
        for (int i = from; i < to; i++) {
            entries.put(ActorPart.KV, bytes(i), bytes(i));
        }
        return entries.seal();
    }

    private void settle(Entries.Sealed sealed) {
        for (Map.Entry<EntryKey, byte @Nullable []> entry : sealed.values().entrySet()) {
            byte[] value = entry.getValue();
            if (value == null) {
                stored.remove(entry.getKey());
            } else {
                stored.put(entry.getKey(), value);
            }
        }
        entries.settled(sealed);
    }

    private static EntryRange first(int limit, boolean reverse) {
        return new EntryRange(ActorPart.KV, new byte[0], null, limit, reverse);
    }

    @Test
    void listIsBoundedAlsoWhenMostOfItIsOnItsWayOrDeleted() {
        settle(write(0, 10));
        write(10, 1_000);
        for (int i = 0; i < 500; i++) {
            entries.delete(ActorPart.KV, bytes(i));
        }
        assertThat(numbers(entries.list(first(3, false)))).containsExactly(500, 501, 502);
        assertThat(numbers(entries.list(first(3, true)))).containsExactly(999, 998, 997);
        entries.seal();
        entries.delete(ActorPart.KV, bytes(500));
        entries.put(ActorPart.KV, bytes(1_000), bytes(0));
        assertThat(numbers(entries.list(first(3, false)))).containsExactly(501, 502, 503);
        assertThat(numbers(entries.list(first(3, true)))).containsExactly(1_000, 999, 998);
        assertThat(entries.list(ALL)).hasSize(500);
    }

    /** Real threads: what is proved is that the copy of a map does not mind that the map shrinks. */
    @Test
    void nothingIsMissedWhileTheCommitThreadTakesAway() throws Exception {
        ConcurrentLinkedQueue<Entries.Sealed> log = new ConcurrentLinkedQueue<>();
        AtomicBoolean over = new AtomicBoolean();
        List<Integer> expected = new ArrayList<>();
        try (var commitThread = Executors.newSingleThreadExecutor()) {
            CompletableFuture<Void> committed = CompletableFuture.runAsync(
                    () -> {
                        while (!over.get() || !log.isEmpty()) {
                            Entries.Sealed next = log.poll();
                            if (next != null) {
                                settle(next);
                            }
                        }
                    },
                    commitThread);
            try {
                for (int turn = 0; turn < 2_000; turn++) {
                    log.add(write(turn * 4, turn * 4 + 4));
                    for (int i = 0; i < 4; i++) {
                        expected.add(turn * 4 + i);
                    }
                    int from = Math.max(0, expected.size() - 64);
                    assertThat(numbers(entries.list(first(64, true))).reversed())
                            .isEqualTo(expected.subList(from, expected.size()));
                }
            } finally {
                over.set(true);
            }
            committed.join();
        }
        assertThat(numbers(entries.list(ALL))).isEqualTo(expected);
    }
}
