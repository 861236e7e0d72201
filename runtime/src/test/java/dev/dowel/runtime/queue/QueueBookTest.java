package dev.dowel.runtime.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorKey;
import dev.dowel.Queue;
import dev.dowel.SendOptions;
import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.RawValue;
import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.ActorListener;
import dev.dowel.runtime.RuntimeListener;
import dev.dowel.runtime.commit.Committer;
import dev.dowel.runtime.commit.Entries;
import dev.dowel.runtime.commit.Gate;
import dev.dowel.runtime.failure.Failures;
import dev.dowel.runtime.store.ActorRecord;
import dev.dowel.runtime.store.Claim;
import dev.dowel.runtime.store.Entry;
import dev.dowel.runtime.store.EntryKey;
import dev.dowel.runtime.store.EntryRange;
import dev.dowel.runtime.store.MemoryStore;
import dev.dowel.runtime.turn.Turn;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a book says is what the store says, whatever fails, ends, or happens to the clock. */
class QueueBookTest {

    private static final String ID = "0".repeat(30);
    private static final Map<String, Queue<?, ?>> DECLARED = Map.of(
            "a", Queue.of("a", String.class).maxAttempts(3),
            "b", Queue.of("b", String.class).inStrictOrder().maxAttempts(3));

    /** A book, its store, and the turn that is going on. */
    private static final class Desk {
        private final MemoryStore store = new MemoryStore();
        private final Committer committer = new Committer(store, Runnable::run, () -> 0, RuntimeListener.NONE);
        private Instant now = Instant.parse("2026-11-24T09:00:00Z");
        private Turn turn = newTurn();
        private Gate gate;
        private QueueBook book;

        Desk() {
            ActorRecord record = new ActorRecord(ID, new ActorAddress("default", "t", ActorKey.of("k")), 1, 0);
            gate = gate(store.claimNew(record));
            book = book();
            gate.seal(new byte[0], true, false, List.of());
        }

        private static Turn newTurn() {
            return new Turn(0, 1, failure -> {}, Failures.actionTimedOut(), false, false, null, null);
        }

        private Gate gate(Claim claim) {
            return new Gate(
                    claim,
                    committer,
                    new Entries.Reader() {
                        @Override
                        public byte @Nullable [] entry(EntryKey key) {
                            return store.loadEntry(ID, key);
                        }

                        @Override
                        public List<Entry> entries(EntryRange range) {
                            return store.loadEntries(ID, range);
                        }
                    },
                    () -> {
                        throw new AssertionError("a commit failed");
                    });
        }

        private QueueBook book() {
            QueueRules rules = new QueueRules(DECLARED, 1_000_000, 1_000, true);
            return new QueueBook(
                    () -> turn,
                    gate.entries(),
                    gate.alarm(),
                    () -> now,
                    rules,
                    queue -> {},
                    message -> {},
                    ActorListener.NONE);
        }

        void restart() {
            gate = gate(store.directory().claim(ID).orElseThrow());
            book = book();
            StoredQueues stored = StoredQueues.read(store, ID);
            gate.alarm().load(null, stored.alarm());
            turn = newTurn();
            book.load(stored);
            commit();
        }

        void commit() {
            gate.seal(null, false, false, turn.takeOutputs());
            turn.takeStarts().forEach(Runnable::run);
        }

        void undo() {
            turn.rollback();
            gate.rollback();
        }

        QueueBook.Receipt send(String queue, String body, SendOptions options) {
            RawValue value = RawValue.of(body.getBytes(StandardCharsets.UTF_8), Dialect.JSON);
            return book.add(queue, value, options);
        }

        Optional<QueueBook.Received> take() {
            return book.take(queue -> true, queue -> DECLARED.get(queue).isStrict());
        }

        String bodyOf(QueueBook.Received received) {
            return new String(received.body(), StandardCharsets.UTF_8);
        }

        private List<Entry> stored(String from, String to) {
            return store.loadEntries(
                    ID,
                    new EntryRange(
                            dev.dowel.runtime.store.ActorPart.QUEUE,
                            from.getBytes(StandardCharsets.UTF_8),
                            to.getBytes(StandardCharsets.UTF_8),
                            Integer.MAX_VALUE,
                            false));
        }

        long floor() {
            List<Entry> floor = stored("f", "g");
            return floor.isEmpty()
                    ? 0
                    : QueueFormat.marks(floor.getFirst().value()).floor();
        }
    }

    /** One seed's story, and what should be there. */
    private static final class Story {
        private final Random random;
        private final Desk desk = new Desk();
        private final Map<String, String> waiting = new TreeMap<>();
        private final Set<String> gone = new HashSet<>();
        private final Map<String, String> dead = new HashMap<>();
        private int sent;

        Story(long seed) {
            random = new Random(seed);
        }

        void step() {
            switch (random.nextInt(16)) {
                case 0 -> desk.restart();
                case 1 -> desk.now = desk.now.minusSeconds(random.nextInt(3_000));
                case 2 -> desk.now = desk.now.plusSeconds(random.nextInt(3_000));
                case 3 -> desk.now = desk.now.plusMillis(random.nextInt(500));
                default -> turn();
            }
            check();
        }

        private void turn() {
            desk.turn = Desk.newTurn();
            Map<String, String> waitingBefore = new TreeMap<>(waiting);
            Map<String, String> deadBefore = new HashMap<>(dead);
            Set<String> goneBefore = new HashSet<>(gone);
            for (int i = random.nextInt(6); i >= 0; i--) {
                if (random.nextBoolean()) {
                    send();
                } else {
                    handle();
                }
            }
            if (random.nextInt(3) == 0) {
                desk.undo();
                waiting.clear();
                waiting.putAll(waitingBefore);
                dead.clear();
                dead.putAll(deadBefore);
                gone.clear();
                gone.addAll(goneBefore);
            } else {
                desk.commit();
            }
        }

        private void send() {
            String body = "n" + sent++;
            SendOptions options = random.nextInt(3) == 0
                    ? SendOptions.after(Duration.ofSeconds(random.nextInt(5_000)))
                    : SendOptions.NONE;
            String queue = random.nextInt(3) == 0 ? "b" : "a";
            QueueBook.Receipt receipt = desk.send(queue, body, options);
            assertThat(waiting.put(receipt.message().id(), body)).isNull();
            assertThat(gone).doesNotContain(receipt.message().id());
        }

        private void handle() {
            Optional<QueueBook.Received> next = desk.take();
            if (next.isEmpty()) {
                return;
            }
            QueuedMessage message = next.get().message();
            assertThat(desk.bodyOf(next.get())).isEqualTo(waiting.get(message.id()));
            switch (random.nextInt(5)) {
                case 0 -> {
                    desk.book.triedInVain(message, "no", null, true);
                    if (message.attempts() + 1 >= 3) {
                        dead.put(message.id(), waiting.remove(message.id()));
                    }
                }
                case 1 -> {
                    desk.book.giveUp(message, next.get().body(), "no");
                    dead.put(message.id(), waiting.remove(message.id()));
                }
                case 2 -> desk.book.letGo(message);
                default -> {
                    desk.book.complete(message, null);
                    gone.add(message.id());
                    waiting.remove(message.id());
                }
            }
        }

        private void check() {
            assertThat(desk.book.size()).isEqualTo(waiting.size());
            List<Entry> stored = desk.stored("m", "n");
            assertThat(stored).hasSize(waiting.size());
            assertThat(stored).allMatch(entry -> QueueFormat.numberIn(entry.key()) >= desk.floor());
            assertThat(stored)
                    .allMatch(entry -> waiting.containsKey(
                            QueueFormat.message(0, entry.value()).message().id()));
            assertThat(desk.stored("d", "e")).hasSize(dead.size());
            List<Entry> count = desk.stored("c", "d");
            assertThat(count.isEmpty() ? 0 : QueueFormat.number(count.getFirst().value()))
                    .isEqualTo(dead.size());
            assertThat(desk.book.deadLetters().list("a", 10_000))
                    .allMatch(letter -> dead.containsKey(letter.message().id()));
            List<Entry> alarm = desk.stored("a", "b");
            assertThat(alarm.isEmpty()).isEqualTo(waiting.isEmpty());
        }

        void drain() {
            List<String> received = new ArrayList<>();
            desk.now = desk.now.plus(Duration.ofDays(30));
            desk.turn = Desk.newTurn();
            for (Optional<QueueBook.Received> next = desk.take(); next.isPresent(); next = desk.take()) {
                desk.book.complete(next.get().message(), null);
                received.add(desk.bodyOf(next.get()));
            }
            desk.commit();
            assertThat(received).containsExactlyInAnyOrderElementsOf(waiting.values());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 200, 300})
    void bookAndStoreAgree(int firstSeed) {
        for (int seed = firstSeed; seed < firstSeed + 100; seed++) {
            Story story = new Story(seed);
            try {
                for (int i = 0; i < 120; i++) {
                    story.step();
                }
                story.drain();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    /** Numbers are the order, dead letters and keys are found by them: they must not come again. */
    @Test
    void numbersGrowThoughTheClockIsSetBackAndTheQueueWasEmpty() {
        Desk desk = new Desk();
        long last = 0;
        for (int i = 0; i < 3_000; i++) {
            desk.turn = Desk.newTurn();
            last = desk.send("a", "x", SendOptions.NONE).message().seq();
            desk.book.complete(desk.take().orElseThrow().message(), null);
            desk.commit();
        }
        desk.now = desk.now.minus(Duration.ofDays(4_000));
        desk.restart();
        desk.turn = Desk.newTurn();
        assertThat(desk.send("a", "x", SendOptions.NONE).message().seq()).isGreaterThan(last);
    }

    @Test
    void messageThatIsDueInCenturiesDoesNotLiftTheFloor() {
        Desk desk = new Desk();
        desk.send("a", "far", SendOptions.after(Duration.ofDays(1_000_000)));
        desk.commit();
        for (int i = 0; i < 3_000; i++) {
            desk.turn = Desk.newTurn();
            desk.send("a", "x", SendOptions.NONE);
            desk.book.complete(desk.take().orElseThrow().message(), null);
            desk.commit();
        }
        assertThat(desk.floor()).isPositive().isLessThanOrEqualTo((desk.now.toEpochMilli() + 1_000) << 12);
    }

    @Test
    void actorThatOftenSleepsLiftsTheFloorToo() {
        Desk desk = new Desk();
        desk.turn = Desk.newTurn();
        for (int i = 0; i < 100; i++) {
            desk.send("a", "x", SendOptions.NONE);
            desk.book.complete(desk.take().orElseThrow().message(), null);
        }
        desk.commit();
        assertThat(desk.book.isUnsettled()).isTrue();
        desk.turn = Desk.newTurn();
        desk.book.settle();
        desk.commit();
        assertThat(desk.floor()).isPositive();
        assertThat(desk.book.isUnsettled()).isFalse();
    }

    /** A place for each in turn would take a step for each that is there. */
    @Test
    void placesOfManyThatAreDueTogetherAreFoundAtOnce() {
        QueueIndex index = new QueueIndex();
        Set<Long> places = new HashSet<>();
        for (int i = 0; i < 200_000; i++) {
            long place = index.freePlace(7L << 12);
            assertThat(places.add(place)).isTrue();
            index.insert(new QueuedMessage(i + 1, place, "a", Dialect.JSON, 0, 0, 0, 0, false, null), 0);
        }
    }

    @Test
    void queueThatIsEmptyInBetweenDoesNotKeepOthersFromTheirTurn() {
        Desk desk = new Desk();
        for (int i = 0; i < 10; i++) {
            desk.send("a", "a" + i, SendOptions.NONE);
        }
        desk.book.complete(desk.take().orElseThrow().message(), null);
        desk.commit();
        int ofA = 0;
        for (int i = 0; i < 10; i++) {
            desk.turn = Desk.newTurn();
            desk.send("b", "b" + i, SendOptions.NONE);
            QueuedMessage message = desk.take().orElseThrow().message();
            ofA += message.queue().equals("a") ? 1 : 0;
            desk.book.complete(message, null);
            desk.commit();
        }
        assertThat(ofA).isBetween(4, 6);
    }

    /** Forgetting early would make a repeated send a second message. */
    @Test
    void turnsThatAreUndoneDoNotCountAsKeys() {
        Desk desk = new Desk();
        desk.send("a", "first", SendOptions.once("first"));
        desk.commit();
        for (int i = 0; i < SentKeys.MOST; i++) {
            desk.turn = Desk.newTurn();
            desk.send("a", "x", SendOptions.once("k" + i));
            desk.undo();
        }
        desk.turn = Desk.newTurn();
        desk.send("a", "x", SendOptions.once("last"));
        assertThat(desk.send("a", "again", SendOptions.once("first")).isNew()).isFalse();
    }
}
