package dev.dowel.runtime.schedule;

import dev.dowel.ActorError;
import dev.dowel.Cron;
import dev.dowel.CronJob;
import dev.dowel.CronRun;
import dev.dowel.Schedule;
import dev.dowel.ScheduledAction;
import dev.dowel.protocol.Limits;
import dev.dowel.runtime.commit.AlarmCell;
import dev.dowel.runtime.commit.Entries;
import dev.dowel.runtime.store.ActorPart;
import dev.dowel.runtime.store.Entry;
import dev.dowel.runtime.store.EntryRange;
import dev.dowel.runtime.turn.TurnScope;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
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
 *   <li>What a turn changed in the agenda is undone with it.
 *   <li>A run's time of being due is not after now, whatever the clock did in between.
 * </ol>
 */
public final class ScheduleBook {

    private static final Logger LOG = LoggerFactory.getLogger(ScheduleBook.class);

    private final TurnScope scope;
    private final Entries entries;
    private final AlarmCell alarm;
    private final InstantSource clock;
    private final Agenda agenda = new Agenda();
    private final Schedule schedule;
    private final Cron cron;
    private final JobHistory history;
    private final RunResults results;

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
        this.results = new RunResults(this, history);
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
        stored.forEach(entry -> agenda.enter(ScheduleFormat.pending(entry.key(), entry.value())));
        alarm.load(agenda.earliest(), queueAlarm);
    }

    /** The alarm of an actor with these entries, in milliseconds since the epoch, or null. */
    public static @Nullable Long storedAlarm(List<Entry> scheduleEntries) {
        return pending(scheduleEntries)
                .findFirst()
                .map(pending -> pending.dueAt().toEpochMilli())
                .orElse(null);
    }

    /** The actions that run once among stored entries, earliest first. */
    public static List<ScheduledAction> storedActions(List<Entry> stored) {
        return pending(stored)
                .flatMap(pending -> pending instanceof Pending.OneShot once ? Stream.of(once.view()) : Stream.empty())
                .toList();
    }

    /** The jobs among stored entries, the one that is due next first. */
    public static List<CronJob> storedJobs(List<Entry> stored) {
        return pending(stored)
                .flatMap(pending -> pending instanceof Pending.Job job ? Stream.of(job.view()) : Stream.empty())
                .toList();
    }

    private static Stream<Pending> pending(List<Entry> stored) {
        return stored.stream()
                .filter(entry -> !ScheduleFormat.isHistory(entry.key()))
                .map(entry -> ScheduleFormat.pending(entry.key(), entry.value()))
                .sorted();
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
        return agenda.next().map(Pending::dueAt);
    }

    /** The first of what is due and does not run already. */
    public Optional<Pending> due(Instant now) {
        return agenda.due(now);
    }

    /** It runs from now on. */
    public void begin(Pending pending) {
        agenda.begin(pending);
    }

    /** Its turn ended, one way or the other. */
    public void end(Pending pending) {
        agenda.end(pending);
    }

    /** The first thing in the turn that runs it. False if it was taken off, or set anew, in the meantime. */
    public boolean isCurrent(Pending pending) {
        return find(Agenda.keyOf(pending)).filter(pending::equals).isPresent();
    }

    /** Whether a job left out its run because it comes too late; then its next time is set. */
    public boolean skipsMissed(Pending pending) {
        return results.skipsMissed(pending);
    }

    /** What is set now of what ran, or nothing if it was taken off, or set to another time, in the meantime. */
    private Optional<Pending> stillSet(Pending ran) {
        return find(Agenda.keyOf(ran)).filter(current -> current.dueAt().equals(ran.dueAt()));
    }

    /** The last thing in the turn that runs it. */
    public void complete(Pending pending, Instant startedAt) {
        stillSet(pending).ifPresent(current -> results.completed(current, startedAt));
    }

    /** In a turn of its own, after the turn that ran it was undone. */
    public void failed(Pending pending, Instant startedAt, String error) {
        stillSet(pending).ifPresent(current -> results.failed(current, startedAt, error));
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
        return agenda.find(key);
    }

    List<Pending> inOrderOfTime() {
        return agenda.inOrderOfTime();
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
        String key = Agenda.keyOf(pending);
        Pending before = find(key).orElse(null);
        if (before == null && agenda.size() >= Limits.SCHEDULES) {
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
        change(Agenda.keyOf(pending), pending, null);
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
        agenda.exchange(key, before, after);
        scope.current().onRollback(() -> agenda.exchange(key, after, before));
        alarm.setSchedules(agenda.earliest());
    }
}
