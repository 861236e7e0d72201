package dev.dowel.runtime.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorKey;
import dev.dowel.Cadence;
import dev.dowel.CronJob;
import dev.dowel.ScheduledAction;
import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.RuntimeListener;
import dev.dowel.runtime.commit.Committer;
import dev.dowel.runtime.commit.Entries;
import dev.dowel.runtime.commit.Gate;
import dev.dowel.runtime.failure.Failures;
import dev.dowel.runtime.store.ActorRecord;
import dev.dowel.runtime.store.Alarm;
import dev.dowel.runtime.store.Claim;
import dev.dowel.runtime.store.Entry;
import dev.dowel.runtime.store.EntryKey;
import dev.dowel.runtime.store.EntryRange;
import dev.dowel.runtime.store.MemoryStore;
import dev.dowel.runtime.turn.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The book and the store say what a few maps say that are told the same, whatever fails, ends, or happens to the clock. */
class ScheduleBookTest {

    private static final String ID = "0".repeat(30);
    private static final List<String> JOBS = List.of("a", "ab", "b");

    private record Shot(Instant dueAt, int attempts) {}

    private record Job(Instant dueAt, Duration interval, int kept, List<String> history) {

        Job ran(String result, Instant now) {
            List<String> longer = new ArrayList<>(history);
            longer.addFirst(result);
            return at(following(now), longer);
        }

        /** Times stay whole intervals from the first: counted up one by one. */
        Instant following(Instant now) {
            Instant next = dueAt.plus(interval);
            while (!next.isAfter(now)) {
                next = next.plus(interval);
            }
            return next;
        }

        Job at(Instant next, List<String> entries) {
            return new Job(next, interval, kept, List.copyOf(entries.subList(0, Math.min(kept, entries.size()))));
        }
    }

    /** One seed's story. */
    private static final class Story {
        private final Random random;
        private final MemoryStore store = new MemoryStore();
        private final Committer committer = new Committer(store, Runnable::run, () -> 0, RuntimeListener.NONE);
        private Map<String, Shot> shots = new TreeMap<>();
        private Map<String, Job> jobs = new TreeMap<>();
        private Instant now = Instant.parse("2026-11-24T09:00:00Z");
        private int ids;
        private Turn turn = newTurn();
        private Gate gate;
        private ScheduleBook book;

        Story(long seed) {
            random = new Random(seed);
            ActorRecord record = new ActorRecord(ID, new ActorAddress("default", "t", ActorKey.of("k")), 1, 0);
            gate = gate(store.claimNew(record));
            book = book();
            gate.seal(new byte[0], true, false, List.of());
        }

        private Turn newTurn() {
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

        private ScheduleBook book() {
            return new ScheduleBook(
                    () -> turn, gate.entries(), gate.alarm(), () -> now, () -> "id" + ids++, "act"::equals);
        }

        void step() {
            switch (random.nextInt(12)) {
                case 0 -> restart();
                case 1 -> now = now.minusSeconds(random.nextInt(30));
                case 2 -> now = now.plusSeconds(random.nextInt(600));
                case 3, 4 -> now = now.plusMillis(random.nextInt(8_000));
                case 5, 6, 7 -> change();
                default -> runOneDue();
            }
            check();
        }

        private void restart() {
            gate = gate(store.directory().claim(ID).orElseThrow());
            book = book();
            List<Entry> stored = ScheduleBook.loaded().stream()
                    .flatMap(range -> store.loadEntries(ID, range).stream())
                    .toList();
            book.load(stored, null);
        }

        /** Several changes in one turn, which fails or not, and may seal a part before. */
        private void change() {
            turn = newTurn();
            Map<String, Shot> oldShots = new TreeMap<>(shots);
            Map<String, Job> oldJobs = new TreeMap<>(jobs);
            for (int i = random.nextInt(4); i >= 0; i--) {
                changeOne();
                if (random.nextInt(8) == 0) {
                    gate.seal(null, false, false, turn.takeOutputs());
                    oldShots = new TreeMap<>(shots);
                    oldJobs = new TreeMap<>(jobs);
                }
            }
            if (random.nextInt(3) == 0) {
                undo();
                shots = oldShots;
                jobs = oldJobs;
            } else {
                gate.seal(null, false, false, turn.takeOutputs());
            }
        }

        private void undo() {
            turn.rollback();
            gate.rollback();
        }

        private void changeOne() {
            String name = JOBS.get(random.nextInt(JOBS.size()));
            switch (random.nextInt(5)) {
                case 0 -> {
                    String id = "id" + random.nextInt(ids + 1);
                    assertThat(book.schedule().cancel(id)).isEqualTo(shots.remove(id) != null);
                }
                case 1 -> assertThat(book.cron().delete(name)).isEqualTo(jobs.remove(name) != null);
                case 2 -> set(name);
                default -> {
                    Duration delay = Duration.ofMillis(random.nextInt(20_000) - 2_000);
                    Instant dueAt = delay.isNegative() ? now : now.plus(delay);
                    shots.put(book.schedule().after(delay, "act"), new Shot(dueAt, 0));
                }
            }
        }

        private void set(String name) {
            Duration interval = Duration.ofSeconds(random.nextBoolean() ? 5 : 7);
            int kept = List.of(0, 1, 4).get(random.nextInt(3));
            book.cron().set(name, Cadence.every(interval).maxHistory(kept), "act");
            Job before = jobs.get(name);
            Instant dueAt = before != null && before.interval().equals(interval) ? before.dueAt() : now.plus(interval);
            List<String> history = before == null ? List.of() : before.history();
            jobs.put(name, new Job(dueAt, interval, kept, history).at(dueAt, history));
        }

        private void runOneDue() {
            Optional<Pending> due = book.due(now);
            assertThat(due.map(Pending::dueAt)).isEqualTo(earliest().filter(time -> !time.isAfter(now)));
            if (due.isEmpty()) {
                return;
            }
            Instant startedAt = now;
            book.begin(due.get());
            assertThat(book.nextDue()).isEqualTo(earliestBut(due.get()));
            now = now.plusMillis(random.nextInt(4) == 0 ? random.nextInt(9_000) : 0);
            boolean fails = random.nextInt(3) == 0;
            turn = newTurn();
            if (fails) {
                changeOneInVain();
                turn = newTurn();
                book.end(due.get());
                book.failed(due.get(), startedAt, "user.no");
            } else {
                book.complete(due.get(), startedAt);
                book.end(due.get());
            }
            gate.seal(null, false, false, turn.takeOutputs());
            tell(due.get(), startedAt, fails);
        }

        private void changeOneInVain() {
            Map<String, Shot> oldShots = new TreeMap<>(shots);
            Map<String, Job> oldJobs = new TreeMap<>(jobs);
            changeOne();
            undo();
            shots = oldShots;
            jobs = oldJobs;
        }

        private void tell(Pending ran, Instant startedAt, boolean failed) {
            if (ran instanceof Pending.Job) {
                Job job = jobs.get(ran.id());
                Job after = job.ran(failed ? "ERROR" : "OK", now);
                boolean overlapped = !failed && !job.following(startedAt).isAfter(now);
                jobs.put(ran.id(), overlapped ? after.at(after.dueAt(), concat("SKIPPED", after.history())) : after);
                return;
            }
            Shot shot = shots.remove(ran.id());
            int attempts = shot.attempts() + 1;
            if (failed && attempts < ScheduledAction.MAX_ATTEMPTS) {
                shots.put(ran.id(), new Shot(now.plusSeconds(Math.min(300, 1L << (attempts - 1))), attempts));
            }
        }

        private static List<String> concat(String first, List<String> rest) {
            return Stream.concat(Stream.of(first), rest.stream()).toList();
        }

        private Optional<Instant> earliest() {
            return Stream.concat(
                            shots.values().stream().map(Shot::dueAt),
                            jobs.values().stream().map(Job::dueAt))
                    .min(Instant::compareTo);
        }

        private Optional<Instant> earliestBut(Pending running) {
            boolean isJob = running instanceof Pending.Job;
            return Stream.concat(
                            shots.entrySet().stream()
                                    .filter(shot -> isJob || !shot.getKey().equals(running.id()))
                                    .map(shot -> shot.getValue().dueAt()),
                            jobs.entrySet().stream()
                                    .filter(job -> !isJob || !job.getKey().equals(running.id()))
                                    .map(job -> job.getValue().dueAt()))
                    .min(Instant::compareTo);
        }

        private void check() {
            Map<String, Shot> listed = new TreeMap<>();
            book.schedule().list().forEach(s -> listed.put(s.id(), new Shot(s.dueAt(), s.attempts())));
            assertThat(listed).isEqualTo(shots);
            assertThat(book.cron().list()).extracting(CronJob::name).containsExactlyElementsOf(jobs.keySet());
            jobs.forEach((name, job) ->
                    assertThat(book.cron().get(name).orElseThrow().nextAt()).isEqualTo(job.dueAt()));
            JOBS.forEach(name -> assertThat(book.cron().history(name, 100))
                    .extracting(run -> run.result().name())
                    .isEqualTo(jobs.containsKey(name) ? jobs.get(name).history() : List.of()));
            assertThat(book.nextDue()).isEqualTo(earliest());
            assertThat(store.alarms(null, Long.MAX_VALUE, 2))
                    .isEqualTo(earliest().map(time -> new Alarm(time.toEpochMilli(), ID)).stream()
                            .toList());
            assertThat(ScheduleBook.storedAlarm(
                            store.loadEntries(ID, EntryRange.all(dev.dowel.runtime.store.ActorPart.SCHEDULE))))
                    .isEqualTo(earliest().map(Instant::toEpochMilli).orElse(null));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 200, 300})
    void bookAndStoreSayWhatTheModelSays(int first) {
        for (long seed = first; seed < first + 100; seed++) {
            Story story = new Story(seed);
            for (int step = 0; step < 120; step++) {
                try {
                    story.step();
                } catch (AssertionError | RuntimeException e) {
                    throw new AssertionError("seed " + seed + ", step " + step + ": " + e.getMessage(), e);
                }
            }
        }
    }
}
