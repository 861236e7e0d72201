package dev.dowel.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The run of one seed of an {@link ActorSimulation}. Test's thread only.
 *
 * <p>What a failed call means: after a {@linkplain dev.dowel.ActorError#retryable() retryable} error, such as that of a failed
 * commit, nothing of the call happened. After {@code client.connection_lost}, which a crash in the middle of a call is, nobody
 * knows. Everything else is the actor's own answer.
 */
public final class Simulation {

    /** What is remembered of a run, in lines, beyond which the oldest are forgotten. */
    private static final int LONGEST_HISTORY = 10_000;

    /** Of so many calls one is preceded by a fault of a kind, if the seed has that kind. */
    private static final int CALLS_PER_FAULT = 8;

    /** A process that is to die in the middle of something does so within so many steps. */
    private static final int MOST_STEPS = 40;

    private static final List<Duration> TIMES =
            List.of(Duration.ofMillis(1), Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofHours(1));

    private final long seed;
    private final RandomGenerator forUser;
    private final RandomGenerator whims;
    private final RandomGenerator order;
    private final List<Fault> faults;
    private final List<String> history = new ArrayList<>();
    private final List<Runnable> checks = new ArrayList<>();
    private final Map<String, TestActor<?>> seen = new LinkedHashMap<>();
    private @Nullable Engine engine;
    private boolean calm;
    private boolean busy;

    /**
     * A run that has not begun.
     *
     * @param allowed what may go wrong
     */
    Simulation(long seed, List<Fault> allowed) {
        this.seed = seed;
        SplittableRandom source = new SplittableRandom(seed);
        this.forUser = source.split();
        this.whims = source.split();
        this.order = source.split();
        this.faults = allowed.stream().filter(fault -> whims.nextInt(4) > 0).toList();
    }

    /** The seed. */
    public long seed() {
        return seed;
    }

    /** From here on nothing goes wrong any more, and what was broken is whole: for the questions at the end. */
    public void calm() {
        if (!calm) {
            calm = true;
            note("calm");
            engine().faults().clear();
            engine().crashAfter(Integer.MAX_VALUE);
            engine().settle();
        }
    }

    /**
     * Something that must always be true of what is stored: it is checked before each call of the test, and when the test has
     * ended. It looks at states with {@link TestActors#state}, and calls no actors.
     */
    public void always(Runnable check) {
        checks.add(check);
    }

    /** What was asked, what came back and what went wrong, line by line. Equal for equal seeds. */
    public List<String> history() {
        return List.copyOf(history);
    }

    RandomGenerator random() {
        return forUser;
    }

    /** Decides what runs next. */
    RandomGenerator order() {
        return order;
    }

    private Engine engine() {
        Engine known = engine;
        if (known == null) {
            throw new IllegalStateException("The method of a simulation needs a parameter of type TestActors.");
        }
        return known;
    }

    /** Begins, on a server. */
    void begin(Engine server) {
        engine = server;
        server.meddledWithBy(new Whims());
    }

    /** The test has ended as it should: all is checked for the last time. */
    void finish() {
        if (engine != null) {
            calm();
            busy = true;
            checks.forEach(Runnable::run);
        }
    }

    private void note(String line) {
        if (history.size() == LONGEST_HISTORY) {
            history.removeFirst();
        }
        history.add(line);
    }

    private final class Whims implements Meddler {

        @Override
        public void beforeAsking(TestActor<?> actor, String what) {
            if (!busy) {
                busy = true;
                try {
                    checks.forEach(Runnable::run);
                    seen.putIfAbsent(actor.toString(), actor);
                    if (!calm) {
                        faults.stream()
                                .filter(fault -> whims.nextInt(CALLS_PER_FAULT) == 0)
                                .forEach(this::happen);
                    }
                } finally {
                    busy = false;
                }
            }
            note(what);
        }

        @Override
        public void follow(String what, TestFuture<?> answer) {
            var _ = answer.whenComplete(
                    (result, failure) -> note("  " + what + " → " + (failure == null ? result : failure)));
        }

        private void happen(Fault fault) {
            switch (fault) {
                case CRASH -> crash();
                case SLEEP -> sleep();
                case FAILED_COMMIT -> {
                    note("! the next commit will fail");
                    engine().faults().add(CommitFaults.Fate.FAILS);
                }
                case TIME -> {
                    Duration time = TIMES.get(whims.nextInt(TIMES.size())).multipliedBy(1 + whims.nextInt(10));
                    note("! time passes: " + time);
                    engine().advance(time);
                }
            }
        }

        private void crash() {
            switch (whims.nextInt(4)) {
                case 0 -> {
                    note("! crash");
                    engine().crash();
                }
                case 1 -> {
                    note("! crash before the next commit is written");
                    engine().faults().add(CommitFaults.Fate.CRASHES_BEFORE);
                }
                case 2 -> {
                    note("! crash after the next commit is written");
                    engine().faults().add(CommitFaults.Fate.CRASHES_AFTER);
                }
                default -> {
                    int steps = 1 + whims.nextInt(MOST_STEPS);
                    note("! crash in " + steps + " steps");
                    engine().crashAfter(steps);
                }
            }
        }

        /** Does not wait for it: what is asked next meets an actor that falls asleep. */
        private void sleep() {
            TestActor<?> actor = List.copyOf(seen.values()).get(whims.nextInt(seen.size()));
            note("! " + actor + " goes to sleep");
            engine().<@Nullable Void>begin(life -> {
                Insights.sleepSoon(life.runtime(), actor);
                return null;
            });
        }
    }
}
