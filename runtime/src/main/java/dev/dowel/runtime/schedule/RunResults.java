package dev.dowel.runtime.schedule;

import dev.dowel.Cadence;
import dev.dowel.CronRun;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of an action or a job when it ran, failed, or came too late. Confined to the actor's turn.
 *
 * @param book in which it is set
 * @param history where jobs note their runs
 */
record RunResults(ScheduleBook book, JobHistory history) {

    private static final Logger LOG = LoggerFactory.getLogger(ScheduleBook.class);

    /** A run that begins later than this counts as missed. */
    private static final Duration LATE = Duration.ofMinutes(1);

    /** What a history keeps of an error that an actor made up. */
    private static final int ERROR_CHARS = 200;

    /** Whether a job leaves out its run because it comes too late; then its next time is set. */
    boolean skipsMissed(Pending pending) {
        if (!(pending instanceof Pending.Job job) || job.cadence().missed() == Cadence.Missed.RUN_ONCE) {
            return false;
        }
        Instant now = book.now();
        boolean inTime = !job.dueAt().plus(LATE).isBefore(now);
        if (inTime && Cadences.next(job.cadence(), job.dueAt(), job.dueAt()).isAfter(now)) {
            return false;
        }
        book.put(history.append(job, skipped(job.dueAt(), now)).next(now));
        return true;
    }

    private static CronRun skipped(Instant dueAt, Instant now) {
        return new CronRun(dueAt, now, Optional.empty(), CronRun.Result.SKIPPED, Optional.empty());
    }

    void completed(Pending pending, Instant startedAt) {
        switch (pending) {
            case Pending.OneShot action -> book.remove(action);
            case Pending.Job job -> {
                Instant now = book.now();
                Pending.Job noted = history.append(
                        job,
                        new CronRun(job.dueAt(), startedAt, Optional.of(now), CronRun.Result.OK, Optional.empty()));
                book.put(passOver(noted, startedAt, now).ran(startedAt).next(now));
            }
        }
    }

    /** Runs that came due while the one before had not ended are skipped, and noted as one. */
    private Pending.Job passOver(Pending.Job job, Instant startedAt, Instant now) {
        Instant following = Cadences.next(job.cadence(), job.dueAt(), startedAt);
        return following.isAfter(now) ? job : history.append(job, skipped(following, now));
    }

    void failed(Pending pending, Instant startedAt, String error) {
        String bounded = error.length() > ERROR_CHARS ? error.substring(0, ERROR_CHARS) : error;
        Instant now = book.now();
        switch (pending) {
            case Pending.OneShot action ->
                RetryRule.afterFailure(action, now).ifPresentOrElse(book::put, () -> giveUp(action, bounded));
            case Pending.Job job -> {
                CronRun run = new CronRun(
                        job.dueAt(), startedAt, Optional.of(now), CronRun.Result.ERROR, Optional.of(bounded));
                book.put(history.append(job, run).ran(startedAt).next(now));
            }
        }
    }

    private void giveUp(Pending.OneShot action, String error) {
        LOG.error(
                "Scheduled action {} ({}) failed {} times and was given up: {}",
                action.action(),
                action.id(),
                action.attempts() + 1,
                error);
        book.remove(action);
    }
}
