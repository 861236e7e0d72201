package dev.dowel.runtime.alarm;

import dev.dowel.runtime.environment.Timers;
import dev.dowel.runtime.store.ActorStore;
import dev.dowel.runtime.store.Alarm;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes stored actors whose time has come. Thread safe; its monitor guards its fields, and nothing that blocks is called
 * under it.
 *
 * <p><b>Protocol.</b> The store has the alarms, ordered by time; this class knows only the next one. When that is due, or an
 * actor falls asleep with an earlier one, it reads pages of what is due, wakes the actors on a page that do not run, and reads
 * the next page when all of them have started or failed to, or after {@link #PAGE_PATIENCE}, so that an actor that does not
 * finish starting keeps nobody asleep. Behind the last page it reads the one alarm that is due next
 * and sets a timer. An actor that runs sees to its own schedules; its alarm stays in the store until its commit moves it, so
 * it is met again by every look until then, and passed over.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>At most one look is under way. What is noticed meanwhile makes the next one follow at once.
 *   <li>A timer is never set further ahead than {@link #LONGEST_WAIT}, so a clock that is set forward is noticed.
 *   <li>If something due was not woken, the next look comes after a pause that doubles up to {@link #LONGEST_PAUSE}. If it
 *       was passed over, within {@link #LONGEST_PAUSE}: an actor that was starting may fail to.
 *   <li>What is kept in memory does not grow with what is stored.
 * </ol>
 */
public final class AlarmClock {

    private static final Logger LOG = LoggerFactory.getLogger(AlarmClock.class);

    static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    static final Duration PAGE_PATIENCE = Duration.ofSeconds(10);
    static final int PAGE = 256;

    /** Starts actors. */
    public interface Waker {

        /** Whether an actor runs, and so sees to its schedules itself. */
        boolean isRunning(String actorId);

        /** Starts an actor. Calls back once, on any thread, when it runs, or cannot. */
        void wake(String actorId, Runnable done);
    }

    private final ActorStore store;
    private final Executor storeReaders;
    private final Timers timers;
    private final InstantSource clock;
    private final Waker waker;
    private boolean looking;
    private boolean lookAgain;
    private boolean closed;
    private boolean unwoken;
    private boolean passedOver;
    private Duration pause = FIRST_PAUSE;
    private long nextLook = Long.MAX_VALUE;
    private long timerNumber;

    /** A clock that stands still until it is started. */
    public AlarmClock(ActorStore store, Executor storeReaders, Timers timers, InstantSource clock, Waker waker) {
        this.store = store;
        this.storeReaders = storeReaders;
        this.timers = timers;
        this.clock = clock;
        this.waker = waker;
    }

    /** Looks for the first time. */
    public void start() {
        look();
    }

    /** An actor has fallen asleep that wants to be woken at a time, in milliseconds since the epoch. */
    public void noticed(long dueAt) {
        setTimer(dueAt);
    }

    /** Wakes nobody any more. */
    public synchronized void close() {
        closed = true;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private void look() {
        synchronized (this) {
            if (closed) {
                return;
            }
            if (looking) {
                lookAgain = true;
                return;
            }
            looking = true;
            unwoken = false;
            passedOver = false;
            nextLook = Long.MAX_VALUE;
        }
        storeReaders.execute(() -> readPage(null));
    }

    private void readPage(@Nullable Alarm after) {
        if (isClosed()) {
            return;
        }
        List<Alarm> page;
        try {
            page = store.alarms(after, clock.millis(), PAGE);
        } catch (RuntimeException e) {
            LOG.error("Could not read which actors want to be woken; trying again", e);
            synchronized (this) {
                unwoken = true;
            }
            looked(Long.MAX_VALUE);
            return;
        }
        if (page.isEmpty()) {
            findNext(after);
        } else {
            wake(page);
        }
    }

    private void wake(List<Alarm> page) {
        List<Alarm> asleep =
                page.stream().filter(alarm -> !waker.isRunning(alarm.actorId())).toList();
        if (asleep.size() < page.size()) {
            synchronized (this) {
                passedOver = true;
            }
        }
        // One more than there are, so that the last is counted down only when all were asked.
        AtomicInteger waiting = new AtomicInteger(asleep.size() + 1);
        AtomicBoolean wentOn = new AtomicBoolean();
        Runnable goOn = () -> {
            if (wentOn.compareAndSet(false, true)) {
                storeReaders.execute(() -> readPage(page.getLast()));
            }
        };
        Runnable done = () -> {
            if (waiting.decrementAndGet() == 0) {
                goOn.run();
            }
        };
        timers.schedule(PAGE_PATIENCE, goOn);
        for (Alarm alarm : asleep) {
            waker.wake(alarm.actorId(), () -> {
                if (!waker.isRunning(alarm.actorId())) {
                    synchronized (this) {
                        unwoken = true;
                    }
                }
                done.run();
            });
        }
        done.run();
    }

    private void findNext(@Nullable Alarm after) {
        long next = Long.MAX_VALUE;
        try {
            List<Alarm> following = store.alarms(after, Long.MAX_VALUE, 1);
            next = following.isEmpty() ? Long.MAX_VALUE : following.getFirst().dueAt();
        } catch (RuntimeException e) {
            LOG.error("Could not read who wants to be woken next; trying again", e);
            synchronized (this) {
                unwoken = true;
            }
        }
        looked(next);
    }

    private void looked(long next) {
        long at = next;
        boolean again;
        synchronized (this) {
            looking = false;
            again = lookAgain;
            lookAgain = false;
            if (unwoken) {
                at = Math.min(at, clock.millis() + pause.toMillis());
                Duration doubled = pause.multipliedBy(2);
                pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
            } else {
                pause = FIRST_PAUSE;
            }
            if (passedOver) {
                at = Math.min(at, clock.millis() + LONGEST_PAUSE.toMillis());
            }
        }
        if (again) {
            look();
        } else if (at != Long.MAX_VALUE) {
            setTimer(at);
        }
    }

    private void setTimer(long at) {
        long number;
        synchronized (this) {
            if (looking) {
                lookAgain = true; // a timer that fires during a look is lost
                return;
            }
            if (at >= nextLook) {
                return; // somebody who is due earlier was noticed in the meantime
            }
            nextLook = at;
            number = ++timerNumber;
        }
        Duration wait = Duration.ofMillis(Math.max(0, at - clock.millis()));
        timers.schedule(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT, () -> timerFired(number));
    }

    private void timerFired(long number) {
        synchronized (this) {
            if (number != timerNumber || looking) {
                return;
            }
        }
        look();
    }
}
