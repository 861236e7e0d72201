package dev.dowel.runtime.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A message for a worker, and all its sends. Test's thread only. */
final class Message {

    /** What was said to the sender of a message, or nothing yet. */
    enum Fate {
        /** It is stored if the call succeeded, and not if it failed. */
        ATOMIC,
        /** It is stored if the call succeeded, and may be if it failed. */
        KEPT,
        /** The same as atomic, but it is sent later. */
        PLANNED
    }

    /** One attempt to send it. */
    record Send(Call call, Fate fate) {}

    final String key;
    final String queue;
    final Job job;
    final Duration delay;
    final Optional<Duration> timeToLive;
    final boolean once;
    final List<Send> sends = new ArrayList<>();

    /** The time when it was sent first; milliseconds since the epoch. */
    long firstSentAt;

    /** The latest time the wall clock showed before it was sent for the last time; milliseconds since the epoch. */
    long sentAt;

    /**
     * A message.
     *
     * @param key the worker it is for
     * @param once whether it has an idempotency key
     */
    Message(String key, String queue, Job job, Duration delay, Optional<Duration> timeToLive, boolean once) {
        this.key = key;
        this.queue = queue;
        this.job = job;
        this.delay = delay;
        this.timeToLive = timeToLive;
        this.once = once;
    }

    static Message plain(String key, String queue, Job job) {
        return new Message(key, queue, job, Duration.ZERO, Optional.empty(), false);
    }

    long number() {
        return job.number();
    }

    /** Whether an actor's reply says that it is stored there. */
    boolean isStoredBy(String actorId) {
        return sends.stream()
                .anyMatch(send -> isAcknowledged(send)
                        && send.fate() != Fate.KEPT
                        && actorId.equals(send.call().actorId()));
    }

    private static boolean isAcknowledged(Send send) {
        return send.call().succeeded() || send.call().errorCode().equals("queue.completion_waiter_dropped");
    }

    /** Whether an actor that sent it was told that it is stored. */
    boolean isKept() {
        return sends.stream()
                .anyMatch(send -> send.fate() == Fate.KEPT && send.call().succeeded());
    }

    /** Whether something may have stored it. */
    boolean mayBeStored() {
        return sends.stream()
                .anyMatch(send -> send.fate() == Fate.KEPT
                        || send.call().answers == 0
                        || send.call().succeeded()
                        || send.call().errorCode().startsWith("queue.completion_waiter_dropped")
                        || send.call().errorCode().startsWith("queue.message_given_up"));
    }

    /** Whether somebody may have received it, be it before it turned out that it could not be stored. */
    boolean mayHaveBeenReceived() {
        return mayBeStored()
                || sends.stream().anyMatch(send -> send.call().errorCode().equals("store.unavailable"));
    }

    /** How many answers there were when it was first sent. */
    int begun() {
        return sends.stream().mapToInt(send -> send.call().begun).min().orElse(0);
    }

    /** How many answers there were when an actor first said that it is stored. */
    int storedAt(String actorId) {
        return sends.stream()
                .filter(send -> isAcknowledged(send)
                        && send.fate() == Fate.ATOMIC
                        && actorId.equals(send.call().actorId()))
                .mapToInt(send -> send.call().answeredAt)
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    @Override
    public String toString() {
        return queue + " of " + key + " " + job + (delay.isZero() ? "" : " after " + delay)
                + timeToLive.map(life -> " for " + life).orElse("") + (once ? " once" : "") + " " + sends;
    }
}
