package dev.dowel.benchmarks;

import dev.dowel.ActorDefinition;
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
import dev.dowel.runtime.store.ActorRecord;
import dev.dowel.runtime.store.Claim;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Fills a store with sleeping {@link Varied} actors: copies of one that the runtime made, written straight into the store in large
 * groups, because a million actors one by one take minutes. Confined to one thread.
 */
final class StoredActors {

    private static final int GROUP = 2_000;

    private StoredActors() {}

    /** The key of one of them. */
    static String key(int number) {
        return "stored" + number;
    }

    /** Adds those from one number to another, the last excluded. */
    static void add(Path directory, int from, int to) {
        try (RocksDbStore store = RocksDbStore.at(directory)) {
            byte[] state = Objects.requireNonNull(store.loadState(original(store)));
            List<ActorCommit> group = new ArrayList<>();
            for (int number = from; number < to; number++) {
                group.add(creation(store, state, number));
                if (group.size() == GROUP || number == to - 1) {
                    store.commit(group);
                    group.forEach(commit -> store.directory().release(commit.claim()));
                    group.clear();
                }
            }
        }
    }

    private static String original(RocksDbStore store) {
        var window = new ReplyWindow(Encoding.JSON, 1);
        var caller = new Caller(null, Encoding.JSON, "/action/add", Map.of(), "127.0.0.1:50000");
        try (ActorRuntime runtime = ActorRuntime.builder()
                .actor(ActorDefinition.of(Varied.class))
                .store(store)
                .build()) {
            ActorAddress address = address("original");
            runtime.call(
                    new Target.GetOrCreate(address, null),
                    caller,
                    "add",
                    RawValue.of(Values.encodeArguments(Dialect.JSON), Dialect.JSON),
                    window.next());
            window.drain();
            return runtime.getOrCreate(address, null).join().actor().actorId();
        }
    }

    private static ActorCommit creation(RocksDbStore store, byte[] state, int number) {
        String id = "v".repeat(22) + (10_000_000 + number);
        Claim claim =
                store.directory().claimNew(new ActorRecord(id, address(key(number)), 0, System.currentTimeMillis(), 1));
        return new ActorCommit(claim, true, state, false);
    }

    private static ActorAddress address(String key) {
        return new ActorAddress("default", "varied", ActorKey.of(key));
    }
}
