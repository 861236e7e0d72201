package dev.dowel.races;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jetbrains.lincheck.Lincheck;

/**
 * The threads of one run of a piece of code whose interleavings a model checker goes through. Thread safe.
 *
 * <p>The checker runs the same piece many times, each time switching between threads at other reads and writes. It only sees
 * threads whose class overrides {@code run()}: with tasks given to {@code new Thread(task)} it goes through nothing on this
 * JDK, and reports nothing.
 */
public final class Interleavings implements Executor {

    /** How many interleavings are tried. */
    private static final int TRIED = Integer.getInteger("races.interleavings", 400);

    /** What is run again and again. */
    public interface Scenario {
        /** Runs once, with threads of its own. Throws an error if a rule does not hold. */
        void run(Interleavings threads) throws InterruptedException;
    }

    private static final class ModelThread extends Thread {
        private final Runnable task;

        ModelThread(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            task.run();
        }
    }

    private static final class Once implements Runnable {
        private final Scenario scenario;

        Once(Scenario scenario) {
            this.scenario = scenario;
        }

        @Override
        public void run() {
            try {
                scenario.run(new Interleavings());
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private final List<Thread> started = new ArrayList<>();

    private Interleavings() {}

    /** Tries the interleavings of a scenario. Throws what the first one that fails throws, with its steps. */
    public static void tryAll(Scenario scenario) {
        Lincheck.runConcurrentTest(TRIED, new Once(scenario));
    }

    /** Says that a rule must hold. */
    public static void require(boolean holds, String rule) {
        if (!holds) {
            throw new AssertionError(rule);
        }
    }

    /** Runs a task on a thread of its own. */
    @Override
    public void execute(Runnable task) {
        Thread thread = new ModelThread(task);
        synchronized (started) {
            started.add(thread);
        }
        thread.start();
    }

    /** Waits until all threads have ended, those included that others start meanwhile. */
    public void join() throws InterruptedException {
        for (Thread next = take(); next != null; next = take()) {
            next.join();
        }
    }

    private Thread take() {
        synchronized (started) {
            return started.isEmpty() ? null : started.removeFirst();
        }
    }
}
