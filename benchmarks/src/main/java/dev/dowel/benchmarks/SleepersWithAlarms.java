package dev.dowel.benchmarks;

import dev.dowel.ActorKey;
import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.RawValue;
import dev.dowel.protocol.Values;
import dev.dowel.rocksdb.RocksDbStore;
import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.ActorRuntime;
import dev.dowel.runtime.Caller;
import dev.dowel.runtime.Target;
import dev.dowel.runtime.store.ActorCommit;
import dev.dowel.runtime.store.ActorPart;
import dev.dowel.runtime.store.ActorRecord;
import dev.dowel.runtime.store.Alarm;
import dev.dowel.runtime.store.AlarmChange;
import dev.dowel.runtime.store.Claim;
import dev.dowel.runtime.store.EntryKey;
import dev.dowel.runtime.store.EntryRange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Fills a store with sleeping actors that each want to be woken later. Run as {@code SleepersWithAlarms <data directory>
 * <actors>}. Main thread only.
 *
 * <p>The first of them are made by the runtime. The others are copies under other ids and keys, written straight into the
 * store in large groups, because a million actors one by one take minutes.
 */
public final class SleepersWithAlarms {

    private static final int ORIGINALS = 500;
    private static final int GROUP = 2_000;
    private static final long FIRST_SECONDS = 3_600;

    /** What a copy takes over. */
    private record Original(byte @Nullable [] state, Map<EntryKey, byte @Nullable []> entries, long alarm) {}

    private final RocksDbStore store;

    private SleepersWithAlarms(RocksDbStore store) {
        this.store = store;
    }

    /** Fills the store and prints one line. */
    public static void main(String[] args) {
        int actors = Integer.parseInt(args[1]);
        long from = System.nanoTime();
        try (RocksDbStore store = RocksDbStore.at(Path.of(args[0]))) {
            var filling = new SleepersWithAlarms(store);
            filling.createOriginals();
            filling.copy(filling.originals(), actors - ORIGINALS);
        }
        System.out.printf(Locale.ROOT, "filled actors=%d seconds=%.1f%n", actors, (System.nanoTime() - from) / 1e9);
    }

    private void createOriginals() {
        var window = new ReplyWindow(Encoding.JSON, 64);
        var caller = new Caller(null, Encoding.JSON, "/action/incrementAfter", Map.of(), "127.0.0.1:50000");
        try (ActorRuntime runtime = ActorRuntime.builder()
                .actor(Counter.sleepingAfter(BenchServer.NO_SLEEP))
                .store(store)
                .build()) {
            for (int number = 0; number < ORIGINALS; number++) {
                RawValue seconds =
                        RawValue.of(Values.encodeArguments(Dialect.JSON, FIRST_SECONDS + 60L * number), Dialect.JSON);
                var target = new Target.GetOrCreate(address("original" + number), null);
                runtime.call(target, caller, "incrementAfter", seconds, window.next());
            }
            window.drain();
        }
    }

    private List<Original> originals() {
        List<Alarm> alarms = store.alarms(null, Long.MAX_VALUE, ORIGINALS);
        if (alarms.size() != ORIGINALS) {
            throw new IllegalStateException("The runtime stored " + alarms.size() + " alarms.");
        }
        return alarms.stream().map(this::original).toList();
    }

    private Original original(Alarm alarm) {
        Map<EntryKey, byte @Nullable []> entries = new HashMap<>();
        store.loadEntries(alarm.actorId(), EntryRange.all(ActorPart.SCHEDULE))
                .forEach(entry -> entries.put(new EntryKey(ActorPart.SCHEDULE, entry.key()), entry.value()));
        return new Original(store.loadState(alarm.actorId()), entries, alarm.dueAt());
    }

    private void copy(List<Original> originals, int copies) {
        List<ActorCommit> group = new ArrayList<>();
        for (int number = 0; number < copies; number++) {
            group.add(creation(originals.get(number % ORIGINALS), number));
            if (group.size() == GROUP || number == copies - 1) {
                store.commit(group);
                group.forEach(commit -> store.directory().release(commit.claim()));
                group.clear();
            }
        }
    }

    private ActorCommit creation(Original original, int number) {
        String id = "s".repeat(22) + Objects.requireNonNull(Integer.toString(number + 10_000_000, 10));
        Claim claim = store.directory()
                .claimNew(new ActorRecord(id, address("copy" + number), 0, System.currentTimeMillis(), 1));
        return new ActorCommit(
                claim, true, original.state(), false, original.entries(), new AlarmChange(null, original.alarm()));
    }

    private static ActorAddress address(String key) {
        return new ActorAddress("default", "counter", ActorKey.of(key));
    }
}
