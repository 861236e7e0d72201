package dev.dowel.benchmarks;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorOptions;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.Queue;
import dev.dowel.ReadOnly;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** The consumer that is measured: every message changes its durable state. Confined to the actor's turn. */
@ActorType("queueWorker")
@ActorOptions(maxQueueSize = 1_000_000, sleepTimeoutMillis = 3_600_000)
public final class QueueWorker extends Actor<QueueWorker.State> {

    /** What is measured: handled one after the other. */
    public static final Queue<Job, @Nullable Void> JOBS = Queue.of("jobs", Job.class);

    /** No job is handled before a message is here. */
    public static final Queue<Long, @Nullable Void> BEGIN = Queue.of("begin", Long.class);

    /** Work to do. Immutable. */
    public record Job(long number) {}

    /** What was done, and whether it has begun. Immutable. */
    public record State(boolean begun, long done, long sum) {

        State plus(long number) {
            return new State(true, done + 1, sum + number);
        }
    }

    /** One permit for each job that a worker of this process has handled: keeps a bounded number of jobs under way. */
    static final Semaphore HANDLED = new Semaphore(0);

    @Override
    protected State createState(CreateRequest request) {
        return new State(false, 0, 0);
    }

    @Override
    protected void run() throws InterruptedException {
        if (!state().begun()) {
            queue(BEGIN).next();
            update(state -> new State(true, 0, 0));
        }
        queue(JOBS).forEach(job -> {
            update(state -> state.plus(job.body().number()));
            HANDLED.release();
        });
    }

    /** Begins to handle jobs. */
    @Action
    public void begin() {
        queue(BEGIN).send(1L);
    }

    /** Puts jobs into the queue, in one commit. */
    @Action
    public void fill(long jobs) {
        for (long number = 0; number < jobs; number++) {
            queue(JOBS).send(new Job(1));
        }
    }

    /** How many jobs were done. */
    @ReadOnly
    @Action
    public long done() {
        return state().done();
    }
}
