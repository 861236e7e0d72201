package dev.dowel.runtime.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorKey;
import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.environment.RuntimeEnvironment;
import dev.dowel.runtime.simulation.SimulatedMachine;
import dev.dowel.runtime.store.ActorCommit;
import dev.dowel.runtime.store.ActorRecord;
import dev.dowel.runtime.store.ActorStore;
import dev.dowel.runtime.store.Alarm;
import dev.dowel.runtime.store.AlarmChange;
import dev.dowel.runtime.store.Claim;
import dev.dowel.runtime.store.Directory;
import dev.dowel.runtime.store.Entry;
import dev.dowel.runtime.store.EntryKey;
import dev.dowel.runtime.store.EntryRange;
import dev.dowel.runtime.store.MemoryStore;
import dev.dowel.runtime.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sleeping actors are woken at their time, each of them, whatever fails meanwhile. */
class AlarmClockTest {

    private static final long HOUR = 3_600_000;

    private final SimulatedMachine machine = new SimulatedMachine(new Random(7), 1_000_000_000L, new AtomicLong());
    private final RuntimeEnvironment environment = machine.environment();
    private final Shelf shelf = new Shelf();
    private final Crew crew = new Crew();
    private AlarmClock clock =
            new AlarmClock(shelf, environment.storeReaders(), environment.timers(), environment.clock(), crew);

    private void store(String id, long dueAt) {
        shelf.change(id, dueAt);
    }

    private void startAt(long... dues) {
        for (int i = 0; i < dues.length; i++) {
            store("a" + i, dues[i]);
        }
        clock.start();
        pass(0);
    }

    private long now() {
        return environment.clock().millis();
    }

    private void pass(long millis) {
        machine.advance(Duration.ofMillis(millis));
    }

    @Test
    void actorIsWokenAtItsTimeAndNotBefore() {
        startAt(now() + 2 * HOUR);
        pass(2 * HOUR - 1);
        assertThat(crew.woken).isEmpty();
        pass(1);
        assertThat(crew.woken).containsExactly("a0");
        pass(10 * HOUR);
        assertThat(crew.woken).containsExactly("a0");
    }

    @Test
    void everyActorOfManyPagesIsWokenOnceAndNoPageBeforeTheOneBeforeHasStarted() {
        crew.startsTake = Duration.ofSeconds(1);
        startAt(new Random(3).longs(1_000, 0, now()).toArray());
        pass(999);
        assertThat(crew.asked).isEqualTo(AlarmClock.PAGE);
        pass(10_000);
        assertThat(crew.woken).hasSize(1_000).doesNotHaveDuplicates();
    }

    @Test
    void actorThatNeverFinishesStartingKeepsNobodyAsleep() {
        crew.stuck.add("a0");
        long[] dues = new Random(3).longs(AlarmClock.PAGE + 1, 1, now()).toArray();
        dues[0] = 0;
        startAt(dues);
        assertThat(crew.woken).hasSize(AlarmClock.PAGE - 1);
        machine.advance(AlarmClock.PAGE_PATIENCE);
        assertThat(crew.woken).hasSize(AlarmClock.PAGE);
    }

    @Test
    void actorThatFellAsleepWithAnEarlierAlarmIsWokenAtItsTime() {
        startAt(now() + HOUR);
        store("b", now() + 500);
        clock.noticed(now() + 500);
        pass(499);
        assertThat(crew.woken).isEmpty();
        pass(1);
        assertThat(crew.woken).containsExactly("b");
    }

    /** Reading the clock stands for another thread that is faster there. */
    @Test
    void alarmThatIsNoticedWhileALaterTimerIsAboutToBeSetIsNotForgotten() {
        crew.failing.add("a0");
        boolean[] told = new boolean[1];
        clock = new AlarmClock(
                shelf,
                environment.storeReaders(),
                environment.timers(),
                () -> {
                    if (crew.asked == 1 && shelf.lastLimit == 1 && !told[0]) {
                        told[0] = true;
                        store("b", now() + 500);
                        clock.noticed(now() + 500);
                    }
                    return environment.clock().instant();
                },
                crew);
        startAt(0);
        pass(500);
        assertThat(crew.woken).containsExactly("b");
    }

    @Test
    void alarmThatIsNoticedDuringALookIsNotForgotten() {
        shelf.afterNext = () -> {
            shelf.afterNext = () -> {};
            store("b", now() + 500);
            clock.noticed(now() + 500);
        };
        startAt(now() + HOUR);
        pass(500);
        assertThat(crew.woken).containsExactly("b");
    }

    @Test
    void actorThatCannotBeWokenIsTriedAgainAfterPausesThatDouble() {
        crew.failing.add("a0");
        startAt(0);
        List<Long> tries = new ArrayList<>();
        long start = now();
        for (int second = 0; second < 200; second++) {
            if (crew.asked > tries.size()) {
                tries.add((now() - start) / 1_000);
            }
            pass(1_000);
        }
        assertThat(tries).containsExactly(0L, 5L, 15L, 35L, 75L, 135L, 195L);
        crew.failing.clear();
        pass(60_000);
        assertThat(crew.woken).containsExactly("a0");
    }

    @Test
    void actorThatWasStartingForACallWhenItsTimeCameIsLookedAtAgain() {
        crew.starting.add("a0");
        startAt(0);
        pass(1_000);
        assertThat(crew.asked).isZero();
        crew.starting.remove("a0"); // its start failed, which nobody tells the clock
        machine.advance(AlarmClock.LONGEST_PAUSE);
        assertThat(crew.woken).containsExactly("a0");
    }

    @Test
    void storeThatCannotBeReadIsReadAgain() {
        shelf.broken = true;
        startAt(0, now() + 1_000);
        pass(4_000);
        shelf.broken = false;
        pass(1_000);
        assertThat(crew.woken).containsExactly("a0", "a1");
    }

    @Test
    void clockThatIsSetForwardIsNoticedWithinAMinute() {
        startAt(now() + 100 * HOUR);
        machine.setWall(Duration.ofHours(100).toNanos());
        machine.advance(AlarmClock.LONGEST_WAIT);
        assertThat(crew.woken).containsExactly("a0");
    }

    @Test
    void clockThatIsSetBackMakesThingsLaterAndLosesNothing() {
        startAt(now() + 30_000);
        machine.setWall(-Duration.ofMinutes(10).toNanos());
        pass(30_000);
        assertThat(crew.woken).isEmpty();
        machine.advance(Duration.ofMinutes(11));
        assertThat(crew.woken).containsExactly("a0");
    }

    @Test
    void closedClockWakesNobodyNotEvenTheRestOfWhatIsDue() {
        crew.startsTake = Duration.ofSeconds(1);
        startAt(new Random(3).longs(AlarmClock.PAGE + 1, 0, now()).toArray());
        clock.close();
        int reads = shelf.reads;
        pass(HOUR);
        assertThat(crew.asked).isEqualTo(AlarmClock.PAGE);
        assertThat(shelf.reads).isEqualTo(reads);
    }

    @Test
    void whoSleepsIsWokenWithinAMinuteOfItsTimeWhateverHappens() {
        for (long seed = 0; seed < 200; seed++) {
            new Trial(seed).run();
        }
    }

    /** Actors fall asleep and are woken while starts and reads fail; in the end nobody who is due sleeps. */
    private static final class Trial {
        private final AlarmClockTest stage = new AlarmClockTest();
        private final Random random;
        private final long seed;

        Trial(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
        }

        void run() {
            stage.startAt();
            for (int i = 0; i < 60; i++) {
                whim("a" + random.nextInt(8));
                stage.pass(random.nextInt(20_000));
            }
            stage.crew.failing.clear();
            stage.shelf.broken = false;
            stage.crew.startsTake = Duration.ZERO;
            stage.pass(5 * 60_000);
            long now = stage.now();
            List<Alarm> overdue = stage.shelf.memory.alarms(null, now - 2 * 60_000, 100);
            assertThat(overdue).as("seed " + seed).allMatch(alarm -> stage.crew.running.contains(alarm.actorId()));
        }

        private void whim(String id) {
            switch (random.nextInt(6)) {
                case 0 -> stage.crew.failing.add(id);
                case 1 -> stage.crew.failing.clear();
                case 2 -> stage.shelf.broken = random.nextBoolean();
                case 3 -> stage.crew.startsTake = Duration.ofMillis(random.nextInt(5_000));
                case 4 -> {
                    stage.crew.starting.add(id); // for a call, and in vain
                    Duration soon = Duration.ofMillis(random.nextInt(40_000));
                    stage.environment.timers().schedule(soon, () -> stage.crew.starting.remove(id));
                }
                default -> {
                    long dueAt = stage.now() + random.nextInt(60_000);
                    stage.crew.running.remove(id);
                    stage.store(id, dueAt);
                    stage.clock.noticed(dueAt);
                }
            }
        }
    }

    /** Actors that start when they are told, or do not. */
    private final class Crew implements AlarmClock.Waker {
        final Set<String> running = new HashSet<>();
        final Set<String> starting = new HashSet<>();
        final Set<String> failing = new HashSet<>();
        final Set<String> stuck = new HashSet<>();
        final List<String> woken = new ArrayList<>();
        Duration startsTake = Duration.ZERO;
        int asked;

        @Override
        public boolean isRunning(String actorId) {
            return running.contains(actorId) || starting.contains(actorId);
        }

        @Override
        public void wake(String actorId, Runnable done) {
            asked++;
            if (stuck.contains(actorId)) {
                return;
            }
            environment.timers().schedule(startsTake, () -> {
                if (!failing.contains(actorId)) {
                    running.add(actorId);
                    woken.add(actorId);
                }
                done.run();
            });
        }
    }

    /** A store of alarms that can fail. */
    private static final class Shelf implements ActorStore {
        final MemoryStore memory = new MemoryStore();
        private final Map<String, Claim> claims = new HashMap<>();
        private final Map<String, Long> alarms = new HashMap<>();
        Runnable afterNext = () -> {};
        int lastLimit;
        boolean broken;
        int reads;

        void change(String id, long dueAt) {
            boolean create = !claims.containsKey(id);
            Claim claim = claims.computeIfAbsent(
                    id,
                    name -> memory.claimNew(
                            new ActorRecord(name, new ActorAddress("default", "t", ActorKey.of(name)), 1, 0)));
            AlarmChange change = new AlarmChange(alarms.put(id, dueAt), dueAt);
            memory.commit(List.of(new ActorCommit(claim, create, null, false, Map.of(), change)));
        }

        @Override
        public List<Alarm> alarms(@Nullable Alarm after, long until, int limit) {
            reads++;
            if (broken) {
                throw new StoreException("on purpose", null);
            }
            List<Alarm> found = memory.alarms(after, until, limit);
            lastLimit = limit;
            if (limit == 1) {
                afterNext.run();
            }
            return found;
        }

        @Override
        public byte @Nullable [] loadState(String actorId) {
            return memory.loadState(actorId);
        }

        @Override
        public byte @Nullable [] loadEntry(String actorId, EntryKey key) {
            return memory.loadEntry(actorId, key);
        }

        @Override
        public List<Entry> loadEntries(String actorId, EntryRange range) {
            return memory.loadEntries(actorId, range);
        }

        @Override
        public void commit(List<ActorCommit> group) {
            memory.commit(group);
        }

        @Override
        public Directory directory() {
            return memory;
        }

        @Override
        public void close() {}
    }
}
