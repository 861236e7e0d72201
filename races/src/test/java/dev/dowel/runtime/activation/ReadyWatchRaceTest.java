package dev.dowel.runtime.activation;

import dev.dowel.races.Interleavings;
import dev.dowel.races.TimersByHand;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Work that waits is looked after, whenever it came. */
class ReadyWatchRaceTest {

    /** As a slot does it: shows itself when something begins to wait and nothing did. */
    private static final class Room implements ReadyWatch.Place {
        private final ReadyWatch watch;
        private boolean watched;
        private int waiting;

        Room(ReadyWatch watch) {
            this.watch = watch;
        }

        synchronized void enter() {
            waiting++;
            if (!watched) {
                watched = true;
                watch.watch(this);
            }
        }

        @Override
        public synchronized boolean expire(long before) {
            if (before >= 0) {
                waiting = 0;
            }
            watched = waiting > 0;
            return watched;
        }

        synchronized int waiting() {
            return waiting;
        }
    }

    @Test
    void workThatComesWhileTheWatchLooksIsNotForgotten() {
        Interleavings.tryAll(threads -> {
            TimersByHand timers = new TimersByHand();
            ReadyWatch watch = new ReadyWatch(timers, timers::now, Duration.ofNanos(30));
            Room one = new Room(watch);
            Room other = new Room(watch);
            one.enter();
            timers.advanceTo(30);
            threads.execute(timers::fireDue);
            other.enter();
            threads.join();
            for (int i = 0; i < 3; i++) {
                timers.advanceTo(timers.now() + 30);
                timers.fireDue();
            }
            Interleavings.require(one.waiting() + other.waiting() == 0, "every wait ends");
            Interleavings.require(timers.size() == 0, "then the watch rests");
        });
    }
}
