package dev.dowel.testkit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What could run now, and which of it is next. Confined to the machine's monitor. */
interface ReadyTasks {

    void add(Runnable task);

    /** Takes the next one, or null if there is none. */
    @Nullable
    Runnable next();

    boolean isEmpty();

    /** In the order they became ready. */
    static ReadyTasks inOrder() {
        Deque<Runnable> tasks = new ArrayDeque<>();
        return new ReadyTasks() {
            @Override
            public void add(Runnable task) {
                tasks.add(task);
            }

            @Override
            public @Nullable Runnable next() {
                return tasks.poll();
            }

            @Override
            public boolean isEmpty() {
                return tasks.isEmpty();
            }
        };
    }

    /** In the order of chance. */
    static ReadyTasks shuffled(RandomGenerator chance) {
        List<Runnable> tasks = new ArrayList<>();
        return new ReadyTasks() {
            @Override
            public void add(Runnable task) {
                tasks.add(task);
            }

            @Override
            public @Nullable Runnable next() {
                return tasks.isEmpty() ? null : tasks.remove(chance.nextInt(tasks.size()));
            }

            @Override
            public boolean isEmpty() {
                return tasks.isEmpty();
            }
        };
    }
}
