package dev.dowel.testkit;

import dev.dowel.ActorDefinition;
import dev.dowel.runtime.store.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The server of one test, over all of its lives: they share store, time and ids. Test's thread only, and it says so.
 *
 * <p><b>Waiting.</b> Nothing happens beside the test's thread, so whoever waits for an answer runs what can run. When nothing
 * can, and the answer is not there, time passes to the next moment at which something happens: an action that pauses is
 * answered at once. Only code that waits for something else, such as a thread of its own, is waited for in real time.
 */
final class Engine implements AutoCloseable {

    static final String NAMESPACE = "default";

    /** How long code is waited for that waits for something outside, in real time. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** How long a call may take beside its own time: for the actor to start, and to end before. */
    private static final Duration AROUND_A_CALL = Duration.ofMinutes(2);

    private final List<ActorDefinition<?>> definitions;
    private final VirtualTime time;
    private final @Nullable RandomGenerator chance;
    private final int mostTasks;
    private final Duration longestCall;
    private final MemoryStore memory = new MemoryStore();
    private final CommitFaults faults = new CommitFaults();
    private final AtomicLong ids = new AtomicLong();
    private final List<ServerLife> buried = new ArrayList<>();
    private final AtomicReference<@Nullable Thread> user = new AtomicReference<>();
    private Meddler meddler = Meddler.NONE;
    private ServerLife life;
    private boolean closed;

    /**
     * Starts the first life.
     *
     * @param chance decides what runs next, or null for the order in which things became ready
     * @param mostTasks see {@link Machine}
     */
    Engine(List<ActorDefinition<?>> definitions, Instant start, @Nullable RandomGenerator chance, int mostTasks) {
        this.definitions = List.copyOf(definitions);
        this.time = new VirtualTime(start);
        this.chance = chance;
        this.mostTasks = mostTasks;
        this.longestCall = definitions.stream()
                .map(definition -> definition
                        .settings()
                        .actionTimeout()
                        .plus(definition.settings().hookTimeout())
                        .plus(definition.settings().sleepGracePeriod()))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO)
                .plus(AROUND_A_CALL);
        this.life = start();
    }

    private ServerLife start() {
        ReadyTasks ready = chance == null ? ReadyTasks.inOrder() : ReadyTasks.shuffled(chance);
        return new ServerLife(
                definitions, time, new Machine(time, ids, ready, mostTasks), new LifeStore(memory, faults));
    }

    List<ActorDefinition<?>> definitions() {
        return definitions;
    }

    VirtualTime time() {
        return time;
    }

    CommitFaults faults() {
        return faults;
    }

    Meddler meddler() {
        return meddler;
    }

    void meddledWithBy(Meddler newMeddler) {
        meddler = newMeddler;
    }

    /** Asks the server something, and lets nothing happen yet. */
    <T extends @Nullable Object> T begin(Function<ServerLife, T> question) {
        enter();
        try {
            return question.apply(life);
        } finally {
            leave();
        }
    }

    /** Asks the server something, and waits for the answer. If the process dies meanwhile, asks the next one. */
    <T extends @Nullable Object> T ask(String what, Function<ServerLife, CompletableFuture<T>> question) {
        while (true) {
            ServerLife asked = life;
            CompletableFuture<T> answer = begin(question);
            await(() -> answer.isDone() || asked.isDead(), what);
            if (answer.isDone()) {
                return resultOf(answer);
            }
        }
    }

    /** Waits for an answer. */
    <T extends @Nullable Object> T join(TestFuture<T> answer, String what) {
        await(answer::isDone, what);
        return resultOf(answer);
    }

    private static <T extends @Nullable Object> T resultOf(CompletableFuture<T> answer) {
        if (answer.isCompletedExceptionally()) {
            throw CallErrors.here(answer.exceptionNow());
        }
        return answer.resultNow();
    }

    /** Lets everything happen that can happen without time passing. */
    void settle() {
        use(this::settleAll);
    }

    private void settleAll() {
        do {
            life.machine().settle();
        } while (revive());
    }

    /** Starts the next life if this one has ended. */
    private boolean revive() {
        if (!life.isDead()) {
            return false;
        }
        buried.add(life);
        ServerLife before = life;
        life = start();
        before.tellWaiting();
        return true;
    }

    /** Lets time pass, and everything happen that is due until then. */
    void advance(Duration duration) {
        advanceUntil(() -> false, duration);
    }

    /** The same, but stops as soon as something is the case. */
    void advanceUntil(BooleanSupplier done, Duration duration) {
        use(() -> {
            long until = time.after(duration);
            settleAll();
            while (!done.getAsBoolean() && life.machine().skip(until)) {
                settleAll();
            }
            if (!done.getAsBoolean()) {
                time.moveTo(until);
            }
        });
    }

    /**
     * Lets things happen until something is the case, and then until everything is at rest.
     *
     * @param what is waited for, for people
     * @throws AssertionError if nothing more happens before
     */
    void await(BooleanSupplier done, String what) {
        await(done, what, Duration.ZERO);
    }

    /**
     * The same for what may take longer.
     *
     * @param longer how much longer than a call
     */
    void await(BooleanSupplier done, String what, Duration longer) {
        use(() -> {
            long horizon = time.after(longestCall.plus(longer));
            boolean patient = true;
            long lookedAfter = -1;
            settleAll();
            while (!done.getAsBoolean()) {
                Machine machine = life.machine();
                boolean look = patient && machine.ran() != lookedAfter; // stacks cost more than tasks
                lookedAfter = machine.ran();
                if (look && machine.waitsForOutside()) {
                    patient = machine.awaitOutside(PATIENCE);
                } else if (!machine.skip(horizon)) {
                    throw new AssertionError("There is no answer to " + what + ", and nothing that could bring one."
                            + " What has not ended:" + machine.stacks());
                }
                settleAll();
            }
        });
    }

    /** The process dies, and another one starts. */
    void crash() {
        use(() -> {
            life.die();
            settleAll();
        });
    }

    /** The process dies after so many more steps, whoever lets them happen. */
    void crashAfter(int steps) {
        life.dieAfter(steps);
    }

    /** The process ends in order, and another one starts. */
    void restart() {
        use(() -> {
            life.stop();
            settleAll();
        });
    }

    private void use(Runnable part) {
        enter();
        try {
            part.run();
        } finally {
            leave();
        }
    }

    /** Nobody but the test's thread may use this, and not in the middle of something. */
    private void enter() {
        Thread thread = Thread.currentThread();
        if (closed) {
            throw new IllegalStateException(
                    "The test of this TestActors is over. Each test gets its own; do not keep them, or their handles,"
                            + " in static fields.");
        }
        if (thread.isVirtual()) {
            throw new IllegalStateException(
                    "TestActors and their handles are for the test's thread, which has to be a platform thread. Inside"
                            + " an actor, use what the actor has: actor(…) and client().");
        }
        Thread other = user.compareAndExchange(null, thread);
        if (other != null) {
            throw new IllegalStateException("TestActors and their handles are for one thread at a time, and "
                    + other.getName() + " is using them. To have several calls under way at once, use callAsync.");
        }
    }

    private void leave() {
        user.set(null);
    }

    /** Ends the server, in order, and what is left of those that died. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        faults.clear();
        if (!life.machine().isRestless()) {
            life.stop();
            buried.forEach(ServerLife::bury);
        }
    }
}
