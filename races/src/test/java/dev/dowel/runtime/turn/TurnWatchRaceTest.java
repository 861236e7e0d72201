package dev.dowel.runtime.turn;

import dev.dowel.races.Interleavings;
import dev.dowel.races.TimersByHand;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A turn that runs is watched, whatever the watch does when it begins. */
class TurnWatchRaceTest {

    /** As an activation does it: shows itself once, until it is told that it is not watched any more. */
    private static final class Runner implements TurnWatch.Watched {
        private final TurnWatch watch;
        private final AtomicBoolean watched = new AtomicBoolean();
        private volatile boolean running;
        private volatile boolean expired;

        Runner(TurnWatch watch) {
            this.watch = watch;
        }

        void begin() {
            running = true;
            show();
        }

        private void show() {
            if (watched.compareAndSet(false, true)) {
                watch.watch(this);
            }
        }

        @Override
        public boolean expireOverdue(long now) {
            expired |= running;
            return running;
        }

        @Override
        public Turn running() {
            return null;
        }

        @Override
        public String actor() {
            throw new UnsupportedOperationException("No turn is seen for long");
        }

        @Override
        public void unwatched() {
            watched.set(false);
            if (running) {
                show();
            }
        }
    }

    @Test
    void turnThatBeginsWhileTheWatchLooksIsWatched() {
        Interleavings.tryAll(threads -> {
            TimersByHand timers = new TimersByHand();
            TurnWatch watch = new TurnWatch(timers, timers::now, (moved, longTurns) -> {});
            Runner idle = new Runner(watch);
            watch.watch(idle);
            Runner runner = new Runner(watch);
            timers.advanceTo(TurnWatch.TICK.toNanos());
            threads.execute(timers::fireDue);
            runner.begin();
            threads.join();
            timers.advanceTo(2 * TurnWatch.TICK.toNanos());
            timers.fireDue();
            Interleavings.require(runner.expired, "a running turn is looked at");
            Interleavings.require(timers.size() == 1, "one tick follows");
        });
    }
}
