package dev.dowel.runtime.schedule;

import dev.dowel.CronRun;
import dev.dowel.runtime.commit.Entries;
import dev.dowel.runtime.store.ActorPart;
import dev.dowel.runtime.store.EntryRange;
import java.util.List;

/**
 * The histories of an actor's jobs. Confined to the actor's turn. They are in the store only, and read when asked for.
 *
 * <p><b>Invariant.</b> The entries of a job are numbered; those there are have the numbers from {@code runs - maxHistory}, or
 * later, to {@code runs - 1}. So what has to go is known without looking.
 */
final class JobHistory {

    private final Entries entries;

    JobHistory(Entries entries) {
        this.entries = entries;
    }

    /** Notes a run, drops the oldest beyond the job's bound, and returns the job with one run more. */
    Pending.Job append(Pending.Job job, CronRun run) {
        int kept = job.cadence().maxHistory();
        if (kept == 0) {
            return job;
        }
        entries.put(ActorPart.SCHEDULE, ScheduleFormat.historyKey(job.id(), job.runs()), ScheduleFormat.value(run));
        if (job.runs() >= kept) {
            entries.delete(ActorPart.SCHEDULE, ScheduleFormat.historyKey(job.id(), job.runs() - kept));
        }
        return job.noted();
    }

    /** The last runs of a job, newest first. */
    List<CronRun> list(String job, int limit) {
        return entries.list(range(job, limit, true)).stream()
                .map(entry -> ScheduleFormat.run(entry.value()))
                .toList();
    }

    /** Drops what is beyond the bound of a job that kept more before. */
    void trim(Pending.Job before, Pending.Job job) {
        drop(
                job,
                job.runs() - before.cadence().maxHistory(),
                job.runs() - job.cadence().maxHistory());
    }

    /** Drops all of it. */
    void clear(Pending.Job job) {
        drop(job, job.runs() - job.cadence().maxHistory(), job.runs());
    }

    private void drop(Pending.Job job, long from, long to) {
        for (long number = Math.max(0, from); number < to; number++) {
            entries.delete(ActorPart.SCHEDULE, ScheduleFormat.historyKey(job.id(), number));
        }
    }

    private static EntryRange range(String job, int limit, boolean reverse) {
        byte[] from = ScheduleFormat.historyPrefix(job);
        byte[] to = from.clone();
        to[to.length - 1]++;
        return new EntryRange(ActorPart.SCHEDULE, from, to, limit, reverse);
    }
}
