package dev.dowel.runtime.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dowel.ActorError;
import dev.dowel.Cadence;
import dev.dowel.Cron;
import dev.dowel.CronJob;
import dev.dowel.CronRun;
import dev.dowel.protocol.Limits;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The jobs of one actor. Confined to the actor's turn. */
final class ActorCron extends Cron {

    private final ScheduleBook book;
    private final Predicate<String> hasAction;

    ActorCron(ScheduleBook book, Predicate<String> hasAction) {
        this.book = book;
        this.hasAction = hasAction;
    }

    @Override
    protected void put(String name, Cadence wanted, String action, @Nullable Object[] arguments) {
        book.checkWritable();
        checkName(name);
        ActorSchedule.checkAction(action, hasAction);
        byte[] encoded = ActorSchedule.encoded(arguments);
        Cadence cadence = Cadences.checked(wanted);
        Instant first = Cadences.first(cadence, book.now());
        Optional<Pending.Job> before = find(name);
        checkHistory(name, cadence);
        Pending.Job job = before.filter(known -> Cadences.sameTimes(known.cadence(), cadence))
                .map(known ->
                        new Pending.Job(name, cadence, action, encoded, known.dueAt(), known.lastAt(), known.runs()))
                .orElseGet(() -> new Pending.Job(
                        name,
                        cadence,
                        action,
                        encoded,
                        first,
                        before.map(Pending.Job::lastAt).orElse(null),
                        before.map(Pending.Job::runs).orElse(0L)));
        book.put(job);
        before.ifPresent(known -> book.trimHistory(known, job));
    }

    private static void checkName(String name) {
        if (name.isEmpty()
                || name.length() > Limits.JOB_NAME_CHARS
                || name.chars().anyMatch(Character::isISOControl)
                || !UTF_8.newEncoder().canEncode(name)) {
            throw new ActorError(
                    "schedule",
                    "invalid_name",
                    "A job's name has 1 to " + Limits.JOB_NAME_CHARS
                            + " characters, none of them control characters or half a surrogate pair.",
                    null);
        }
    }

    private void checkHistory(String name, Cadence cadence) {
        long others = jobs().stream()
                .filter(job -> !job.id().equals(name))
                .mapToLong(job -> job.cadence().maxHistory())
                .sum();
        if (others + cadence.maxHistory() > Limits.JOB_HISTORY) {
            throw new ActorError(
                    "schedule",
                    "too_many",
                    "The histories of an actor's jobs keep at most " + Limits.JOB_HISTORY + " entries together.",
                    null);
        }
    }

    private List<Pending.Job> jobs() {
        return book.inOrderOfTime().stream()
                .filter(Pending.Job.class::isInstance)
                .map(Pending.Job.class::cast)
                .toList();
    }

    private Optional<Pending.Job> find(String name) {
        return book.find("j" + name).map(Pending.Job.class::cast);
    }

    @Override
    public List<CronJob> list() {
        return jobs().stream()
                .sorted(Comparator.comparing(Pending.Job::id))
                .map(Pending.Job::view)
                .toList();
    }

    @Override
    public Optional<CronJob> get(String name) {
        return find(name).map(Pending.Job::view);
    }

    @Override
    public boolean delete(String name) {
        book.checkWritable();
        Optional<Pending.Job> found = find(name);
        found.ifPresent(book::remove);
        return found.isPresent();
    }

    @Override
    public List<CronRun> history(String name, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("A history is read with a limit of at least 1.");
        }
        return book.history(name, limit);
    }
}
