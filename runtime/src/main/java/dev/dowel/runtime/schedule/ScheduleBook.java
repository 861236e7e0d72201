package dev.dowel.runtime.schedule;

import dev.dowel.ActorError;
import dev.dowel.Cadence;
import dev.dowel.Cron;
import dev.dowel.CronRun;
import dev.dowel.Schedule;
import dev.dowel.protocol.Limits;
import dev.dowel.runtime.commit.AlarmCell;
import dev.dowel.runtime.commit.Entries;
import dev.dowel.runtime.store.ActorPart;
import dev.dowel.runtime.store.Entry;
import dev.dowel.runtime.store.EntryRange;
import dev.dowel.runtime.turn.TurnScope;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything an activation's actor has set to run later. Confined to the actor's turn; changes belong to the turn.
 *
 * <p><b>Protocol.</b> What is set is in memory and in the actor's entries. The actor's alarm is the earliest time among it.
 * When something is due it is run in a turn of its own, and {@link #complete} takes it off, or sets its next time, at the
 * end of that turn: so it is off when, and only when, its effects are committed. If that turn fails, {@link #failed} is a turn
 * that sets the next try.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>{@code byKey} and {@code byTime} hold the same; what a turn changed there is undone with it.
 *   <li>What runs is in {@code running} and is not due again until its turn ended.
 *   <li>A run's time of being due is not after now, whatever the clock did in between.
 * </ol>
 */
public final class ScheduleBook {

    private static final Logger LOG = LoggerFactory.getLogger(ScheduleBook.class);

    /** A run that begins later than this counts as missed. */
    private static final Duration LATE = Duration.ofMinutes(1);

    /** What a history keeps of an error that an actor made up. */
    private static final int ERROR_CHARS = 200;

    private final TurnScope scope;
    private final Entries entries;
    private final AlarmCell alarm;
    private final InstantSource clock;
    private final Map<String, Pending> byKey = new TreeMap<>();
    private final NavigableSet<Pending> byTime = new TreeSet<>();
    private final Set<String> running = new HashSet<>(0);
    private final Schedule schedule;
    private final Cron cron;
    private final JobHistory history;

    /**
     * An empty book.
     *
     * @param ids new ids for actions
     * @param hasAction whether the actor has an action of a name
     */
    public ScheduleBook(
            TurnScope scope,
            Entries entries,
            AlarmCell alarm,
            InstantSource clock,
            Supplier<String> ids,
            Predicate<String> hasAction) {
        this.scope = scope;
        this.entries = entries;
        this.alarm = alarm;
        this.clock = clock;
        this.history = new JobHistory(entries);
        this.schedule = new ActorSchedule(this, ids, hasAction);
        this.cron = new ActorCron(this, hasAction);
    }

    /** The entries that an actor starts with: all but the history of its jobs. */
    public static List<EntryRange> loaded() {
        return List.of(
                new EntryRange(ActorPart.SCHEDULE, ScheduleFormat.JOBS, new byte[] {'k'}, Integer.MAX_VALUE, false),
                new EntryRange(ActorPart.SCHEDULE, ScheduleFormat.ACTIONS, new byte[] {'t'}, Integer.MAX_VALUE, false));
    }

    /** Takes what is stored, first thing in the turn that starts the actor, and when its queues want it to be woken. */
    public void load(List<Entry> stored, @Nullable Long queueAlarm) {
        stored.forEach(entry -> enter(ScheduleFormat.pending(entry.key(), entry.value())));
        alarm.load(earliest(), queueAlarm);
    }

    /** The alarm of an actor with these entries, in milliseconds since the epoch, or null. */
    public static @Nullable Long storedAlarm(List<Entry> scheduleEntries) {
        return scheduleEntries.stream()
                .filter(entry -> !ScheduleFormat.isHistory(entry.key()))
                .map(entry -> ScheduleFormat.pending(entry.key(), entry.value())
                        .dueAt()
                        .toEpochMilli())
                .min(Long::compare)
                .orElse(null);
    }

    /** The actions that run once. */
    public Schedule schedule() {
        return schedule;
    }

    /** The jobs. */
    public Cron cron() {
        return cron;
    }

    /** When something is due next that does not run already. */
    public Optional<Instant> nextDue() {
        if (byTime.isEmpty()) {
            return Optional.empty(); // most actors have nothing, and are asked after every turn
        }
        return byTime.stream()
                .filter(pending -> !running.contains(keyOf(pending)))
                .findFirst()
                .map(Pending::dueAt);
    }

    /** The first of what is due and does not run already. */
    public Optional<Pending> due(Instant now) {
        return byTime.stream()
                .takeWhile(pending -> !pending.dueAt().isAfter(now))
                .filter(pending -> !running.contains(keyOf(pending)))
                .findFirst();
    }

    /** It runs from now on. */
    public void begin(Pending pending) {
        running.add(keyOf(pending));
    }

    /** Its turn ended, one way or the other. */
    public void end(Pending pending) {
        running.remove(keyOf(pending));
    }

    /** The first thing in the turn that runs it. False if it was taken off, or set anew, in the meantime. */
    public boolean isCurrent(Pending pending) {
        return pending.equals(byKey.get(keyOf(pending)));
    }

    /** Whether a job left out its run because it comes too late; then its next time is set. */
    public boolean skipsMissed(Pending pending) {
        if (!(pending instanceof Pending.Job job) || job.cadence().missed() == Cadence.Missed.RUN_ONCE) {
            return false;
        }
        Instant now = now();
        boolean inTime = !job.dueAt().plus(LATE).isBefore(now);
        if (inTime && Cadences.next(job.cadence(), job.dueAt(), job.dueAt()).isAfter(now)) {
            return false;
        }
        put(history.append(job, skipped(job.dueAt(), now)).next(now));
        return true;
    }

    private static CronRun skipped(Instant dueAt, Instant now) {
        return new CronRun(dueAt, now, Optional.empty(), CronRun.Result.SKIPPED, Optional.empty());
    }

    /** What is set now of what ran, or nothing if it was taken off, or set to another time, in the meantime. */
    private Optional<Pending> stillSet(Pending ran) {
        return find(keyOf(ran)).filter(current -> current.dueAt().equals(ran.dueAt()));
    }

    /** The last thing in the turn that runs it. */
    public void complete(Pending pending, Instant startedAt) {
        stillSet(pending).ifPresent(current -> completed(current, startedAt));
    }

    private void completed(Pending pending, Instant startedAt) {
        switch (pending) {
            case Pending.OneShot action -> remove(action);
            case Pending.Job job -> {
                Instant now = now();
                Pending.Job noted = history.append(
                        job,
                        new CronRun(job.dueAt(), startedAt, Optional.of(now), CronRun.Result.OK, Optional.empty()));
                put(passOver(noted, startedAt, now).ran(startedAt).next(now));
            }
        }
    }

    /** Runs that came due while the one before had not ended are skipped, and noted as one. */
    private Pending.Job passOver(Pending.Job job, Instant startedAt, Instant now) {
        Instant following = Cadences.next(job.cadence(), job.dueAt(), startedAt);
        return following.isAfter(now) ? job : history.append(job, skipped(following, now));
    }

    /** In a turn of its own, after the turn that ran it was undone. */
    public void failed(Pending pending, Instant startedAt, String error) {
        String bounded = error.length() > ERROR_CHARS ? error.substring(0, ERROR_CHARS) : error;
        stillSet(pending).ifPresent(current -> noteFailure(current, startedAt, bounded));
    }

    private void noteFailure(Pending pending, Instant startedAt, String error) {
        Instant now = now();
        switch (pending) {
            case Pending.OneShot action -> put(RetryRule.afterFailure(action, now), action, error);
            case Pending.Job job ->
                put(history.append(
                                job,
                                new CronRun(
                                        job.dueAt(),
                                        startedAt,
                                        Optional.of(now),
                                        CronRun.Result.ERROR,
                                        Optional.of(error)))
                        .ran(startedAt)
                        .next(now));
        }
    }

    private void put(Optional<Pending.OneShot> again, Pending.OneShot action, String error) {
        if (again.isPresent()) {
            put(again.get());
        } else {
            LOG.error(
                    "Scheduled action {} ({}) failed {} times and was given up: {}",
                    action.action(),
                    action.id(),
                    action.attempts() + 1,
                    error);
            remove(action);
        }
    }

    /** In a turn of its own: the actor has no such action any more. */
    public void missingAction(Pending pending) {
        LOG.error(
                "There is no action {} any more; what was scheduled as {} is removed", pending.action(), pending.id());
        if (isCurrent(pending)) {
            remove(pending);
        }
    }

    Optional<Pending> find(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    List<Pending> inOrderOfTime() {
        return List.copyOf(byTime);
    }

    List<CronRun> history(String job, int limit) {
        return history.list(job, limit);
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    void checkWritable() {
        if (scope.current().isReadOnly()) {
            throw new IllegalStateException("An action marked @ReadOnly cannot change what is scheduled.");
        }
    }

    /** Sets something, in place of what had its key. */
    void put(Pending pending) {
        String key = keyOf(pending);
        Pending before = byKey.get(key);
        if (before == null && byKey.size() >= Limits.SCHEDULES) {
            throw new ActorError(
                    "schedule",
                    "too_many",
                    "An actor has at most " + Limits.SCHEDULES + " actions and jobs set.",
                    null);
        }
        change(key, before, pending);
        entries.put(ActorPart.SCHEDULE, ScheduleFormat.key(pending), ScheduleFormat.value(pending));
    }

    /** Takes something off, and a job's history with it. */
    void remove(Pending pending) {
        change(keyOf(pending), pending, null);
        entries.delete(ActorPart.SCHEDULE, ScheduleFormat.key(pending));
        if (pending instanceof Pending.Job job) {
            history.clear(job);
        }
    }

    /** Drops what a job's history keeps beyond its bound, if it kept more before. */
    void trimHistory(Pending.Job before, Pending.Job job) {
        history.trim(before, job);
    }

    private void change(String key, @Nullable Pending before, @Nullable Pending after) {
        exchange(key, before, after);
        scope.current().onRollback(() -> exchange(key, after, before));
        alarm.setSchedules(earliest());
    }

    private void exchange(String key, @Nullable Pending from, @Nullable Pending to) {
        if (from != null) {
            byKey.remove(key);
            byTime.remove(from);
        }
        if (to != null) {
            enter(to);
        }
    }

    private void enter(Pending pending) {
        byKey.put(keyOf(pending), pending);
        byTime.add(pending);
    }

    private @Nullable Long earliest() {
        return byTime.isEmpty() ? null : byTime.getFirst().dueAt().toEpochMilli();
    }

    static String keyOf(Pending pending) {
        return (pending instanceof Pending.Job ? "j" : "s") + pending.id();
    }
}
