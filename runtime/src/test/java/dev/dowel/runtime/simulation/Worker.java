package dev.dowel.runtime.simulation;

import dev.dowel.Action;
import dev.dowel.ActorOptions;
import dev.dowel.ActorType;
import dev.dowel.Connection;
import dev.dowel.CreateRequest;
import dev.dowel.DeadLetter;
import dev.dowel.Durability;
import dev.dowel.Queue;
import dev.dowel.QueueMessage;
import dev.dowel.QueueReply;
import dev.dowel.ReadOnly;
import dev.dowel.ScheduledAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An actor with queues. Its key says how it receives: {@code e} by {@code forEach}, {@code n} by {@code next} in all its ways,
 * {@code t} in actions only. Confined to its turn.
 */
@ActorType("worker")
@ActorOptions(
        actionTimeoutMillis = 5_000,
        sleepTimeoutMillis = 2_000,
        sleepGracePeriodMillis = 1_500,
        stateSaveIntervalMillis = 4_000,
        maxQueueSize = Worker.ROOM)
class Worker extends Labour {

    /** The most messages that wait. */
    static final int ROOM = 12;

    static final int ATTEMPTS = 6;
    static final Queue<Job, @Nullable Void> JOBS = Queue.of("jobs", Job.class).maxAttempts(ATTEMPTS);
    static final Queue<Job, @Nullable Void> STRICT =
            Queue.of("strict", Job.class).inStrictOrder().maxAttempts(ATTEMPTS);
    static final Queue<Job, Long> QUESTIONS =
            Queue.of("questions", Job.class, Long.class).maxAttempts(ATTEMPTS);

    /** A queue that clients must not send to. */
    static final Queue<Job, @Nullable Void> PRIVATE = Queue.of("private", Job.class);

    /** A message that was given up. */
    record Dead(long number, String queue, String reason, int attempts) {}

    /**
     * All an actor knows.
     *
     * @param sizes of its queues together
     * @param nextDue when its first schedule is due, in milliseconds since the epoch, or null if it has none
     */
    record Report(
            String actorId,
            WorkerState state,
            int sizes,
            List<Dead> dead,
            @Nullable Long nextDue) {}

    private long wake;

    Worker(SimulatedMachine machine, Witness witness) {
        super(machine, witness);
    }

    /** The version of the state that this code writes. */
    int version() {
        return 1;
    }

    /** One of the three queues. */
    static Queue<Job, ?> named(String queue) {
        return List.<Queue<Job, ?>>of(JOBS, STRICT, QUESTIONS).stream()
                .filter(each -> each.name().equals(queue))
                .findFirst()
                .orElseThrow();
    }

    @Override
    protected WorkerState createState(CreateRequest request) {
        return WorkerState.empty(version());
    }

    @Override
    protected void onWake() {
        checkServed();
        compare();
        wake = ++witness().tally().wakes;
    }

    @Override
    protected void onSleep() {
        witness().tally().sleeps++;
        compare();
        sizes();
    }

    @Override
    protected boolean canPublish(Connection connection, String queue) {
        return !queue.equals(PRIVATE.name());
    }

    @Override
    protected void run() throws Exception {
        String key = key().toString();
        if (key.contains("e") || (key.contains("t") && machine().isToDrain())) {
            all().forEach(message -> handle(message, true, false, false));
        } else if (key.contains("n")) {
            receiveInAllWays();
        }
    }

    private void receiveInAllWays() throws Exception {
        while (true) {
            handle(all().next(), true, false, false);
            Optional<QueueMessage<Job, @Nullable Void>> job = queue(JOBS).next(Duration.ofMillis(500));
            if (job.isPresent()) {
                handle(job.get(), true, false, false);
            }
            handleAll(all().nextBatch(3), true, false);
            Optional<QueueMessage<Job, @Nullable Void>> strict =
                    queue(STRICT).manually().next(Duration.ofMillis(400));
            if (strict.isPresent()) {
                handle(strict.get(), true, false, true);
            }
        }
    }

    private Ledger.Receipt receipt(long position) {
        return new Ledger.Receipt(id(), position, 0, wake);
    }

    /** Receives what there is and handles it in one turn. */
    @Action
    public Ledger.Receipt take(int max, boolean pauses, boolean fails) throws Exception {
        List<QueueMessage<?, ?>> batch = all().tryNextBatch(max);
        if (pauses && !batch.isEmpty()) {
            pause(Duration.ofMillis(200));
        }
        handleAll(batch, false, pauses);
        if (fails) {
            throw new IllegalStateException("as planned");
        }
        return receipt(batch.size());
    }

    /** The same, with an answer that leaves at once. */
    @Action(durability = Durability.RELAXED)
    public Ledger.Receipt takeRelaxed(int max) throws Exception {
        List<QueueMessage<?, ?>> batch = all().tryNextBatch(max);
        handleAll(batch, false, false);
        return receipt(batch.size());
    }

    /** Waits for a message in an action. */
    @Action
    public Ledger.Receipt takeNext(long millis) throws Exception {
        Optional<QueueMessage<?, ?>> message = all().next(Duration.ofMillis(millis));
        if (message.isPresent()) {
            handle(message.get(), false, true, false);
        }
        return receipt(message.isPresent() ? 1 : 0);
    }

    /** Sends to its own queue, in one turn. */
    @Action
    public Ledger.Receipt sendToSelf(String queue, List<Job> jobs, boolean fails) {
        for (Job job : jobs) {
            sendToSelf(queue, job);
        }
        if (fails) {
            throw new IllegalStateException("as planned");
        }
        return receipt(jobs.size());
    }

    private void sendToSelf(String queue, Job job) {
        if (job.number() % 2 == 0) {
            queue(named(queue)).send(job);
        } else {
            actor("worker", key()).send(named(queue), job);
        }
    }

    /** Sends to another worker's queue; what is sent stays if the turn fails afterwards. */
    @Action
    public Ledger.Receipt sendTo(String other, String queue, List<Job> jobs, boolean fails) {
        jobs.forEach(job -> actor(Worker.class, other).send(named(queue), job));
        if (fails) {
            throw new IllegalStateException("as planned");
        }
        return receipt(jobs.size());
    }

    /** Asks another worker, and waits. Answers with its answer, or -1 if there was none in time. */
    @Action
    public Ledger.Receipt ask(String other, Job job, long millis) {
        QueueReply<Long> reply = actor(Worker.class, other).sendAndWait(QUESTIONS, job, Duration.ofMillis(millis));
        return receipt(
                switch (reply) {
                    case QueueReply.Completed<Long> completed -> completed.value();
                    case QueueReply.TimedOut<Long> _ -> -1;
                });
    }

    /** Sends to its own queue at a time. */
    @Action
    public Ledger.Receipt plan(Job job, long millis) {
        String id = schedule().after(Duration.ofMillis(millis), "planned", job);
        update(state -> state.planned(new WorkerState.Planned(job.number(), id)));
        return receipt(0);
    }

    /** Runs by schedule. Sometimes it fails when it is tried first. */
    @Action
    public void planned(Job job) {
        if (sizes() >= ROOM) {
            schedule().after(Duration.ofSeconds(30), "planned", job);
            return;
        }
        queue(JOBS).send(job);
        boolean first = context().scheduledRun().map(run -> run.attempt() == 1).orElse(true);
        if (first && job.number() % 4 == 0) {
            throw new IllegalStateException("as planned");
        }
    }

    private int sizes() {
        int sizes = queue(JOBS).size() + queue(STRICT).size() + queue(QUESTIONS).size();
        if (sizes > ROOM) {
            witness().accuse("G10: the queues of " + key() + " have " + sizes + " messages");
        }
        return sizes;
    }

    /** Puts the oldest dead letter back, or throws it away. Says what it was, or 0. */
    @Action
    public Ledger.Receipt undertake(boolean revives) {
        Optional<Dead> oldest = dead().stream().findFirst();
        for (DeadLetter<Job> letter : oldest.map(dead -> letters(dead.queue())).orElse(List.of())) {
            long number = letter.body().orElseThrow().number();
            if (number == oldest.orElseThrow().number()) {
                Queue<Job, ?> queue = named(letter.queue());
                boolean found = revives
                        ? queue(queue).retryDeadLetter(letter.id())
                        : queue(queue).deleteDeadLetter(letter.id());
                if (!found) {
                    witness().accuse("G2: a dead letter of " + key() + " is not there");
                }
                update(state -> revives ? state.revived(number) : state.buried(number));
            }
        }
        return receipt(oldest.map(Dead::number).orElse(0L));
    }

    private List<DeadLetter<Job>> letters(String queue) {
        return new ArrayList<>(queue(named(queue)).deadLetters(100));
    }

    private List<Dead> dead() {
        List<Dead> all = new ArrayList<>();
        for (String queue : List.of(JOBS.name(), STRICT.name(), QUESTIONS.name())) {
            letters(queue)
                    .forEach(letter -> all.add(
                            new Dead(letter.body().orElseThrow().number(), queue, letter.reason(), letter.attempts())));
        }
        return all;
    }

    @Action
    public Ledger.Receipt doze() {
        sleep();
        return receipt(0);
    }

    @Action
    public Ledger.Receipt end() {
        destroy();
        return receipt(0);
    }

    @ReadOnly
    @Action
    public Report inventory() {
        compare();
        Long nextDue = schedule().list().stream()
                .map(ScheduledAction::dueAt)
                .map(due -> due.toEpochMilli())
                .min(Long::compare)
                .orElse(null);
        return new Report(id(), state(), sizes(), dead(), nextDue);
    }
}
