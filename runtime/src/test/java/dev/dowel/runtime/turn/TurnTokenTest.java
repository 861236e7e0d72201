package dev.dowel.runtime.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Invariants of the token under contention of real threads. What the tasks share has no lock: the token is the lock. */
class TurnTokenTest {

    private static final int PRODUCERS = 8;
    private static final int TASKS = 20_000;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final TurnToken token = new TurnToken(threads);

    /** Shared without synchronisation, on purpose. */
    private long counter;

    private int inside;
    private boolean overlapped;

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    private void enter() {
        overlapped |= inside++ != 0;
    }

    private void leave() {
        overlapped |= --inside != 0;
    }

    @Test
    void tasksNeverOverlapAndNoneIsLost() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(PRODUCERS * TASKS);
        produce(() -> {
            enter();
            counter++;
            leave();
            done.countDown();
        });
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(readInTurn()).isEqualTo((long) PRODUCERS * TASKS);
        assertThat(overlapped).isFalse();
    }

    @Test
    void releasedTasksNeverOverlapWithOthersAfterTheyReturn() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(PRODUCERS * TASKS);
        produce(() -> {
            enter();
            counter++;
            if (counter % 16 == 0) {
                leave();
                releaseBriefly();
                enter();
                counter++;
            }
            leave();
            done.countDown();
        });
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(readInTurn()).isGreaterThan((long) PRODUCERS * TASKS);
        assertThat(overlapped).isFalse();
    }

    private void releaseBriefly() {
        try {
            token.release(() -> {
                Thread.yield();
                return true;
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void tasksOfOneProducerRunInOrder() throws InterruptedException {
        List<Integer> ran = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(TASKS);
        for (int i = 0; i < TASKS; i++) {
            int number = i;
            token.enqueue(() -> {
                ran.add(number);
                done.countDown();
            });
        }
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(ran).isSorted().hasSize(TASKS);
    }

    @Test
    void othersRunWhileATaskWaitsWithoutTheToken() throws InterruptedException {
        CountDownLatch otherRan = new CountDownLatch(1);
        CountDownLatch returned = new CountDownLatch(1);
        token.enqueue(() -> {
            try {
                token.release(() -> otherRan.await(60, TimeUnit.SECONDS));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            returned.countDown();
        });
        token.enqueue(otherRan::countDown);
        assertThat(returned.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void tokenIsHeldAgainWhenTheWorkThrows() throws InterruptedException {
        CountDownLatch checked = new CountDownLatch(1);
        List<Integer> sizes = new ArrayList<>();
        token.enqueue(() -> {
            assertThatThrownBy(() -> token.release(() -> {
                        throw new IllegalStateException("work failed");
                    }))
                    .hasMessage("work failed");
            sizes.add(token.size());
            checked.countDown();
        });
        assertThat(checked.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(sizes).containsExactly(1);
    }

    @Test
    void taskThatThrowsDoesNotStopTheOthers() throws InterruptedException {
        CountDownLatch next = new CountDownLatch(1);
        token.enqueue(() -> {
            throw new IllegalStateException("thrown on purpose");
        });
        token.enqueue(next::countDown);
        assertThat(next.await(60, TimeUnit.SECONDS)).isTrue();
    }

    private void produce(Runnable task) {
        for (int p = 0; p < PRODUCERS; p++) {
            threads.execute(() -> {
                for (int i = 0; i < TASKS; i++) {
                    token.enqueue(task);
                }
            });
        }
    }

    private long readInTurn() throws InterruptedException {
        CountDownLatch read = new CountDownLatch(1);
        long[] value = new long[1];
        token.enqueue(() -> {
            value[0] = counter;
            read.countDown();
        });
        assertThat(read.await(60, TimeUnit.SECONDS)).isTrue();
        return value[0];
    }

    @Test
    void tasksBehindOneThatNeverEndsRunWhenItIsGivenUpAndThoseThatReturnWaitForIt() throws InterruptedException {
        CountDownLatch released = new CountDownLatch(1);
        CountDownLatch backBegins = new CountDownLatch(1);
        CountDownLatch back = new CountDownLatch(1);
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch ran = new CountDownLatch(2 * TASKS);
        token.enqueue(() -> {
            try {
                token.release(() -> {
                    released.countDown();
                    return backBegins.await(60, TimeUnit.SECONDS);
                });
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            back.countDown();
        });
        assertThat(released.await(60, TimeUnit.SECONDS)).isTrue();
        token.enqueue(() -> {
            stuck.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(stuck.await(60, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < TASKS; i++) {
            token.enqueue(ran::countDown);
        }
        backBegins.countDown();
        assertThat(token.abandon(token.current())).isTrue();
        for (int i = 0; i < TASKS; i++) {
            token.enqueue(ran::countDown);
        }
        assertThat(ran.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(back.getCount()).isEqualTo(1);
        end.countDown();
        assertThat(back.await(60, TimeUnit.SECONDS)).isTrue();
        while (token.size() > 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void loopIsStartedAlthoughThereIsNoMemoryAtFirst() throws InterruptedException {
        AtomicInteger refusals = new AtomicInteger(2);
        TurnToken starved = new TurnToken(task -> {
            if (refusals.getAndDecrement() > 0) {
                throw new OutOfMemoryError("on purpose");
            }
            threads.execute(task);
        });
        CountDownLatch ran = new CountDownLatch(1);
        starved.enqueue(ran::countDown);
        assertThat(ran.await(60, TimeUnit.SECONDS)).isTrue();
    }

    /** Starting a loop stands for another thread that is faster there. */
    @Test
    void whoSendsWhileTheTasksOfAGivenUpTokenAreMovedComesBehindThem() {
        List<Runnable> loops = new ArrayList<>();
        List<String> ran = new ArrayList<>();
        List<Runnable> meanwhile = new ArrayList<>();
        TurnToken token = new TurnToken(loop -> {
            loops.add(loop);
            if (!meanwhile.isEmpty()) {
                meanwhile.removeFirst().run();
            }
        });
        token.enqueue(() -> {
            token.enqueue(() -> ran.add("first"));
            token.enqueue(() -> ran.add("second"));
            meanwhile.add(() -> token.enqueue(() -> ran.add("third")));
            token.abandon(token.current());
        });
        while (!loops.isEmpty()) {
            loops.removeFirst().run();
        }
        assertThat(ran).containsExactly("first", "second", "third");
    }

    /** The give-up was decided on, and then the task ended after all: two loops would run the tasks behind it side by side. */
    @Test
    void taskThatEndedJustBeforeIsNotGivenUpNorIsTheNextOne() {
        List<Runnable> loops = new ArrayList<>();
        List<String> ran = new ArrayList<>();
        TurnToken token = new TurnToken(loops::add);
        long[] late = new long[1];
        token.enqueue(() -> late[0] = token.current());
        token.enqueue(() -> {
            assertThat(token.abandon(late[0])).isFalse();
            ran.add("next");
        });
        token.enqueue(() -> ran.add("last"));
        loops.removeFirst().run();
        assertThat(ran).containsExactly("next", "last");
        assertThat(loops).isEmpty();
        assertThat(token.size()).isZero();
    }

    @Test
    void givenUpTokenCountsWhatWaitsForItAndWhatItsSuccessorHas() {
        List<Runnable> loops = new ArrayList<>();
        TurnToken token = new TurnToken(loops::add);
        List<Integer> sizes = new ArrayList<>();
        token.enqueue(() -> {
            token.enqueue(() -> {});
            token.abandon(token.current());
            token.enqueue(() -> {});
            sizes.add(token.size());
        });
        loops.removeFirst().run();
        sizes.add(token.size());
        loops.removeFirst().run();
        sizes.add(token.size());
        assertThat(sizes).containsExactly(3, 2, 0);
    }
}
