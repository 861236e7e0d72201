package dev.dowel.runtime.activation;

import dev.dowel.protocol.Limits;
import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.Target;
import dev.dowel.runtime.failure.Failure;
import dev.dowel.runtime.failure.Failures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The place of one address among the running actors: at most one activation, and the work that waits for it. Thread safe;
 * its monitor guards its fields, and nothing that blocks is called under it.
 *
 * <p><b>Protocol.</b> Work for an address without an activation waits here while one is loaded and started. When it has
 * started, what waits is queued in its mailbox in order, and later work goes there directly. When it ends, the slot loads
 * again if work waits, and is removed if none does. A slot that was removed takes nothing, so that work is offered to its
 * successor.
 *
 * <p>Work waits for so long as the {@link ReadyWatch} allows, whatever the actor does meanwhile; then it fails.
 *
 * <p>An actor that is stored but does not start is tried again after a pause, which doubles with every failure; until then
 * everything fails with the reason it did not start. An actor that is not stored leaves nothing behind.
 */
final class Slot implements Activation.Lease, ReadyWatch.Place {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private enum Phase {
        /** Nothing happens; the slot is about to load or to be removed. */
        IDLE,
        /** A store reader looks the actor up, or its start runs. */
        STARTING,
        /** The activation takes work. */
        RUNNING,
        /** The activation takes no more work: it goes to sleep, or its destruction is not durable yet. */
        LEAVING,
        /** The actor did not start and is not tried again yet. */
        FAILED,
        /** The slot is no longer in use. */
        REMOVED
    }

    /** What a slot needs from the set it is in. Does not call back. */
    interface Owner {
        /** Loads and starts the actor on another thread. */
        void load(Slot slot);

        /** Forgets the slot. */
        void remove(Slot slot);

        /** An activation in the slot takes no more work. */
        void ended(Slot slot, String actorId);

        /** Runs something short later. */
        void pause(Duration duration, Runnable then);

        /** The time on a clock that never goes back. */
        long nanoTime();

        /** Work was refused because too much waits. */
        void overloaded(Slot slot);

        /** Work begins to wait: it is looked after from now on. */
        void waits(Slot slot);
    }

    /** Work that waits, and since when. */
    private record Waiter(Work work, long since) {}

    private final ActorAddress address;
    private final Owner owner;
    private List<Waiter> waiting = Collections.emptyList();
    private boolean watched;
    private Phase phase = Phase.IDLE;
    private volatile @Nullable Activation<?> activation;
    private @Nullable Activation<?> tenant;
    private @Nullable Activation<?> starting;
    private @Nullable Failure failure;
    private int failures;

    Slot(ActorAddress address, Owner owner) {
        this.address = address;
        this.owner = owner;
    }

    ActorAddress address() {
        return address;
    }

    Optional<Activation<?>> running() {
        return Optional.ofNullable(activation);
    }

    /** Why the actor did not start, if it is not tried again yet. */
    synchronized Optional<Failure> failure() {
        return phase == Phase.FAILED ? Optional.ofNullable(failure) : Optional.empty();
    }

    /** Takes work. False if the slot was removed. */
    boolean offer(Work work) {
        Activation<?> running = activation;
        if (running != null) {
            running.accept(work);
            return true;
        }
        Failure reason = null;
        boolean overloaded = false;
        synchronized (this) {
            switch (phase) {
                case REMOVED -> {
                    return false;
                }
                case FAILED -> reason = failure;
                case RUNNING -> {
                    // It started between the two looks at it.
                    running = activation;
                }
                case IDLE -> {
                    await(work);
                    phase = Phase.STARTING;
                    owner.load(this);
                }
                case STARTING, LEAVING -> {
                    if (work.route() == Work.Route.GRACE_TOO && starting() != null) {
                        running = starting();
                    } else if (work.essential() || waiting.size() < Limits.MAILBOX_MESSAGES) {
                        await(work);
                    } else {
                        reason = Failures.overloaded();
                        overloaded = true;
                    }
                }
            }
        }
        if (overloaded) {
            owner.overloaded(this);
        }
        if (reason != null) {
            work.fail().accept(reason);
        } else if (running != null) {
            running.accept(work);
        }
        return true;
    }

    private void await(Work work) {
        if (waiting.isEmpty()) {
            waiting = new ArrayList<>(1);
        }
        waiting.add(new Waiter(work, owner.nanoTime()));
        if (!watched) {
            watched = true;
            owner.waits(this);
        }
    }

    @Override
    public boolean expire(long before) {
        List<Work> late = new ArrayList<>(0);
        boolean someWait;
        synchronized (this) {
            waiting.removeIf(waiter -> {
                boolean expires = waiter.since() - before < 0 && !waiter.work().essential();
                return expires && late.add(waiter.work());
            });
            someWait = !waiting.isEmpty();
            watched = someWait;
        }
        late.forEach(work -> work.fail().accept(Failures.readyTimedOut()));
        return someWait;
    }

    /** The activation that starts or ends, if there is one that can be reached. */
    private @Nullable Activation<?> starting() {
        Activation<?> now = phase == Phase.LEAVING ? tenant : starting;
        return now == null || !now.isReachable() ? null : now;
    }

    /** An activation was made and starts now. */
    synchronized void starts(Activation<?> made) {
        starting = made;
    }

    /** Forgets that the actor did not start: nothing waits in such a slot, and the next work gets another. */
    synchronized void retry() {
        if (phase == Phase.FAILED) {
            remove();
        }
    }

    /** The first waiting work that wants the actor created if it does not exist. */
    synchronized Optional<Work> creator() {
        return waiting.stream()
                .map(Waiter::work)
                .filter(work -> work.target() instanceof Target.GetOrCreate)
                .findFirst();
    }

    /** There is no such actor, and when looked at, nobody wanted to create it. */
    void absent() {
        List<Work> unserved;
        synchronized (this) {
            if (creator().isPresent()) {
                owner.load(this);
                return;
            }
            unserved = remove();
        }
        unserved.forEach(work -> work.fail().accept(Failures.notFound()));
    }

    /** The questions that wait: they are about the actor that starts, whatever run() or a call makes of it then. */
    synchronized List<Work> takeQuestions() {
        List<Work> questions =
                waiting.stream().map(Waiter::work).filter(Work::isQuestion).toList();
        waiting.removeIf(waiter -> waiter.work().isQuestion());
        return questions;
    }

    /** The actor runs: everything that waits goes into its mailbox, in order. False if nothing waits. */
    synchronized boolean started(Activation<?> started) {
        if (phase != Phase.STARTING) {
            throw new IllegalStateException("An actor started in phase " + phase);
        }
        phase = Phase.RUNNING;
        failures = 0;
        failure = null;
        boolean someWait = !waiting.isEmpty();
        waiting.forEach(waiter -> started.accept(waiter.work()));
        waiting = Collections.emptyList();
        starting = null;
        tenant = started;
        activation = started;
        return someWait;
    }

    /** The actor did not start. */
    void startFailed(Failure reason, boolean isStored) {
        List<Work> unserved;
        synchronized (this) {
            if (phase != Phase.STARTING) {
                return;
            }
            starting = null;
            unserved = isStored ? pauseFor(pauseAfter(failures++), reason) : remove();
        }
        unserved.forEach(work -> work.fail().accept(reason));
    }

    /** The actor could not be read, which is no fault of its own: the pause does not grow, so that it is back when the store is. */
    void notRead(Failure reason) {
        List<Work> unserved;
        synchronized (this) {
            if (phase != Phase.STARTING) {
                return;
            }
            starting = null;
            unserved = pauseFor(FIRST_PAUSE, reason);
        }
        unserved.forEach(work -> work.fail().accept(reason));
    }

    private List<Work> pauseFor(Duration pause, Failure reason) {
        phase = Phase.FAILED;
        failure = reason;
        owner.pause(pause, this::retryAfter);
        return takeWaiting();
    }

    private static Duration pauseAfter(int earlierFailures) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(earlierFailures, 20));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /** The pause is over: the next work loads again. If none comes for as long again, the slot is forgotten. */
    private synchronized void retryAfter() {
        if (phase == Phase.FAILED) {
            phase = Phase.IDLE;
            int seen = failures;
            owner.pause(pauseAfter(seen), () -> forget(seen));
        }
    }

    private synchronized void forget(int seenFailures) {
        if (phase == Phase.IDLE && failures == seenFailures) {
            remove();
        }
    }

    @Override
    public synchronized void leaving(Activation<?> leaver) {
        if (tenant == leaver) {
            phase = Phase.LEAVING;
            activation = null;
            owner.ended(this, leaver.parts().actorId());
        }
    }

    @Override
    public synchronized boolean left(Activation<?> leaver) {
        if (tenant != leaver) {
            return false;
        }
        tenant = null;
        activation = null;
        owner.ended(this, leaver.parts().actorId());
        if (waiting.isEmpty()) {
            remove();
        } else {
            phase = Phase.STARTING;
            owner.load(this);
        }
        return true;
    }

    /** The server stops: what waits is told. An actor that starts is waited for, one that does nothing is forgotten. */
    void refuse(Failure reason) {
        List<Work> unserved;
        synchronized (this) {
            unserved = switch (phase) {
                case IDLE, FAILED -> remove();
                case STARTING, LEAVING -> takeWaiting();
                case RUNNING, REMOVED -> List.of();
            };
        }
        unserved.forEach(work -> work.fail().accept(reason));
    }

    /** The server stops, so that it was not loaded. */
    void notLoaded(Failure reason) {
        List<Work> unserved;
        synchronized (this) {
            unserved = remove();
        }
        unserved.forEach(work -> work.fail().accept(reason));
    }

    private List<Work> remove() {
        phase = Phase.REMOVED;
        owner.remove(this);
        return takeWaiting();
    }

    private List<Work> takeWaiting() {
        List<Work> taken = waiting.stream().map(Waiter::work).toList();
        waiting = Collections.emptyList();
        return taken;
    }
}
