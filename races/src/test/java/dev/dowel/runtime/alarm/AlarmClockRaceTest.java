package dev.dowel.runtime.alarm;

import dev.dowel.races.Interleavings;
import dev.dowel.races.TimersByHand;
import dev.dowel.runtime.store.ActorCommit;
import dev.dowel.runtime.store.ActorStore;
import dev.dowel.runtime.store.Alarm;
import dev.dowel.runtime.store.Directory;
import dev.dowel.runtime.store.Entry;
import dev.dowel.runtime.store.EntryKey;
import dev.dowel.runtime.store.EntryRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever sleeps with an alarm is woken (G6), whatever the clock does when it falls asleep. */
class AlarmClockRaceTest {

    /** Sleeping actors and their alarms, and who was woken. Thread safe. */
    private static final class Dormitory implements ActorStore, AlarmClock.Waker {
        private final List<Alarm> sleeping = new ArrayList<>();

        synchronized void sleep(Alarm alarm) {
            sleeping.add(alarm);
            sleeping.sort(Comparator.comparingLong(Alarm::dueAt));
        }

        synchronized int asleep() {
            return sleeping.size();
        }

        @Override
        public synchronized List<Alarm> alarms(Alarm after, long until, int limit) {
            List<Alarm> found = new ArrayList<>();
            for (Alarm alarm : sleeping) {
                if (found.size() < limit && alarm.dueAt() <= until && (after == null || alarm.dueAt() > after.dueAt())) {
                    found.add(alarm);
                }
            }
            return found;
        }

        @Override
        public boolean isRunning(String actorId) {
            return false;
        }

        @Override
        public void wake(String actorId, Runnable done) {
            synchronized (this) {
                sleeping.removeIf(alarm -> alarm.actorId().equals(actorId));
            }
            done.run();
        }

        @Override
        public byte[] loadState(String actorId) {
            return null;
        }

        @Override
        public byte[] loadEntry(String actorId, EntryKey key) {
            return null;
        }

        @Override
        public List<Entry> loadEntries(String actorId, EntryRange range) {
            return List.of();
        }

        @Override
        public void commit(List<ActorCommit> group) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Directory directory() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            // nothing is held
        }
    }

    /** Two fall asleep: one, due at once, while the clock looks; the other's alarm must still be set when all is quiet. */
    @Test
    void alarmThatIsNoticedWhenALookBeginsKeepsNobodyAsleep() {
        Interleavings.tryAll(threads -> {
            TimersByHand timers = new TimersByHand();
            Dormitory dormitory = new Dormitory();
            AlarmClock clock = new AlarmClock(
                    dormitory, Runnable::run, timers, () -> Instant.ofEpochMilli(timers.now() / 1_000_000), dormitory);
            dormitory.sleep(new Alarm(50, "late"));
            threads.execute(() -> {
                clock.start();
                timers.fireDue();
            });
            dormitory.sleep(new Alarm(0, "early"));
            clock.noticed(0);
            timers.fireDue();
            threads.join();
            for (long millis = 0; millis <= 200; millis += 50) {
                timers.advanceTo(Duration.ofMillis(millis).toNanos());
                for (int i = 0; i < 3 && timers.fireDue(); i++) {
                    // What fires may set what is due now.
                }
            }
            Interleavings.require(dormitory.asleep() == 0, "everybody is woken");
        });
    }
}
