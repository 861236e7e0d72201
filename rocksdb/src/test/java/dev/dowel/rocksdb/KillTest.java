package dev.dowel.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorKey;
import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.store.ActorCommit;
import dev.dowel.runtime.store.ActorPart;
import dev.dowel.runtime.store.ActorRecord;
import dev.dowel.runtime.store.Alarm;
import dev.dowel.runtime.store.AlarmChange;
import dev.dowel.runtime.store.Claim;
import dev.dowel.runtime.store.EntryKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that commits is killed at any moment, started again on the same directory, killed again, and so on. */
class KillTest {

    private static final int ROUNDS = 20;

    /** Less than a log full, mostly. Some rounds write several logs full, so that the first are written over. */
    private static final int MOST_GROUPS = 60;

    private static final int SEVERAL_LOGS = 130;

    @TempDir
    Path temporary;

    private List<String> childOptions;

    @BeforeEach
    void unpackLibrary() throws IOException {
        childOptions = ChildJvm.unpackedLibrary(temporary.resolve("libraries"));
    }

    @Test
    void whatWasAcknowledgedIsThereAndEveryGroupIsWhole() throws IOException {
        Path path = temporary.resolve("data");
        var random = new Random();
        long acknowledged = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int groups = (round % 5 == 4 ? SEVERAL_LOGS : 0) + random.nextInt(MOST_GROUPS);
            acknowledged = Math.max(acknowledged, runAndKill(path, groups));
            try (RocksDbStore store = RocksDbStore.at(path)) {
                long found = Groups.check(store);
                assertThat(found)
                        .as("round %s: the last acknowledged group, or the one that was being written", round)
                        .isBetween(acknowledged, acknowledged + 1);
                acknowledged = found;
            }
        }
        assertThat(acknowledged).isGreaterThan(ROUNDS);
    }

    @Test
    void aStoreThatWasKilledWhileItWasMadeCanBeMadeAgain() throws Exception {
        for (int round = 0; round < 4; round++) {
            Path path = temporary.resolve("data" + round);
            try (var child = startLoop(path)) {
                child.killIfAliveAfter(200 + 60 * round);
            }
            try (RocksDbStore store = RocksDbStore.at(path)) {
                assertThat(Groups.check(store)).isNotNegative();
            }
        }
    }

    private ChildJvm startLoop(Path path) throws IOException {
        return ChildJvm.start(ChildJvm.command(childOptions, CommitLoop.class, path.toString()));
    }

    /** Kills a commit loop once it has acknowledged so many groups; says which was the last. */
    private long runAndKill(Path path, int groups) throws IOException {
        long last = 0;
        try (var child = startLoop(path)) {
            for (int i = 0; i <= groups; i++) {
                last = Long.parseLong(child.nextLine());
            }
            child.kill();
            for (String line = child.nextLine(); line != null; line = child.nextLine()) {
                last = Long.parseLong(line);
            }
        }
        return last;
    }

    /** Commits group after group and says so after each. */
    static final class CommitLoop {
        private CommitLoop() {}

        public static void main(String[] arguments) {
            try (RocksDbStore store = RocksDbStore.at(Path.of(arguments[0]))) {
                var groups = new Groups(store);
                while (true) {
                    System.out.println(groups.commitNext());
                }
            }
        }
    }

    /**
     * Groups that can be told to be whole: group <i>n</i> writes <i>n</i> to the first and the last counter, creates an
     * actor called <i>n</i> with an entry and an alarm at <i>n</i>, and destroys the one called <i>n - 1</i>. They are large,
     * so that logs are changed often.
     */
    static final class Groups {

        private static final int STATE_BYTES = 60_000;
        private static final EntryKey ENTRY = new EntryKey(ActorPart.KV, new byte[] {7});

        private final RocksDbStore store;
        private final Claim first;
        private final Claim last;
        private Optional<Claim> previous;
        private long number;

        Groups(RocksDbStore store) {
            this.store = store;
            this.number = check(store);
            this.first = claim("first");
            this.last = claim("last");
            this.previous = store.directory()
                    .find(address(number))
                    .flatMap(actor -> store.directory().claim(actor.id()));
        }

        private Claim claim(String key) {
            return store.directory().claimNew(candidate(new ActorAddress("test", "counter", ActorKey.of(key))));
        }

        long commitNext() {
            number++;
            Claim born = store.directory().claimNew(candidate(address(number)));
            var group = new ArrayList<ActorCommit>();
            group.add(new ActorCommit(first, number == 1, state(number), false));
            previous.ifPresent(claim ->
                    group.add(new ActorCommit(claim, false, null, true, Map.of(), new AlarmChange(number - 1, null))));
            group.add(new ActorCommit(
                    born, true, state(number), false, Map.of(ENTRY, state(number)), new AlarmChange(null, number)));
            group.add(new ActorCommit(last, number == 1, state(number), false));
            store.commit(group);
            previous = Optional.of(born);
            return number;
        }

        /** Checks that the store holds one whole group and nothing else; says which. */
        static long check(RocksDbStore store) {
            long first = counter(store, "first");
            assertThat(counter(store, "last")).isEqualTo(first);
            List<ActorRecord> numbered =
                    store.directory().list("test", "numbered", null, 10).records();
            List<Alarm> alarms = store.alarms(null, Long.MAX_VALUE, 10);
            if (first == 0) {
                assertThat(numbered).isEmpty();
                assertThat(alarms).isEmpty();
            } else {
                assertThat(numbered).extracting(ActorRecord::address).containsExactly(address(first));
                assertThat(number(store, numbered.getFirst())).isEqualTo(first);
                String id = numbered.getFirst().id();
                assertThat(alarms).containsExactly(new Alarm(first, id));
                assertThat(store.loadEntry(id, ENTRY)).isEqualTo(state(first));
                assertThat(store.directory().find(address(first - 1))).isEmpty();
            }
            return first;
        }

        private static long counter(RocksDbStore store, String key) {
            return store.directory()
                    .find(new ActorAddress("test", "counter", ActorKey.of(key)))
                    .map(actor -> number(store, actor))
                    .orElse(0L);
        }

        private static long number(RocksDbStore store, ActorRecord actor) {
            byte[] state = store.loadState(actor.id());
            assertThat(state).as("state of %s", actor).hasSize(STATE_BYTES);
            return ByteBuffer.wrap(state).getLong();
        }

        private static byte[] state(long number) {
            byte[] state = new byte[STATE_BYTES];
            new Random(number).nextBytes(state);
            return ByteBuffer.wrap(state).putLong(number).array();
        }

        private static ActorAddress address(long number) {
            return new ActorAddress("test", "numbered", ActorKey.of(Long.toString(number)));
        }

        private static ActorRecord candidate(ActorAddress address) {
            return new ActorRecord(UUID.randomUUID().toString(), address, 0, 0);
        }
    }
}
