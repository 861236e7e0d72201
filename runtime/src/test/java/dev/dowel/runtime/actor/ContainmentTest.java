package dev.dowel.runtime.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorDefinition;
import dev.dowel.ActorOptions;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.runtime.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What becomes of an actor whose turn takes no notice of the end of its time, and of those who wait for it. */
class ContainmentTest {

    /** The time of an action, and what a turn is given to end after it was interrupted. */
    private static final Duration GIVEN_UP = Duration.ofMillis(2_100);

    private final List<Thread> stuck = new ArrayList<>();
    private boolean stubbornStart;
    private int starts;
    private int adds;
    private final Stage stage = new Stage(ActorDefinition.of(Stubborn.class, () -> new Stubborn(this)));

    @ActorType("stubborn")
    @ActorOptions(actionTimeoutMillis = 1_000, hookTimeoutMillis = 1_000, sleepGracePeriodMillis = 500)
    static final class Stubborn extends Actor<Long> {

        private final ContainmentTest test;

        Stubborn(ContainmentTest test) {
            this.test = test;
        }

        @Override
        protected Long createState(CreateRequest request) {
            return 0L;
        }

        @Override
        protected void onWake() {
            test.starts++;
            if (test.stubbornStart) {
                getStuck();
            }
        }

        @Override
        protected void onDestroy() {
            getStuck();
        }

        private void getStuck() {
            test.stuck.add(Thread.currentThread());
            while (test.stuck.contains(Thread.currentThread())) {
                LockSupport.park(this);
                Thread.interrupted();
            }
        }

        @Action
        public long add() {
            test.adds++;
            update(n -> n + 1);
            return state();
        }

        @Action
        public long addAndGetStuck() {
            update(n -> n + 100);
            getStuck();
            update(n -> n + 1_000);
            return state();
        }

        @Action
        public void endWhileFallingAsleep() throws InterruptedException {
            sleep();
            pause(Duration.ofMillis(100));
            destroy();
        }

        @Action
        public long get() {
            return state();
        }
    }

    private Stage.Answer begin(String action) {
        Stage.Answer answer = stage.begin(new Target.GetOrCreate(Stage.address("stubborn", "a"), null), null, action);
        stage.machine.settle();
        return answer;
    }

    private void release(int which) {
        LockSupport.unpark(stuck.remove(which));
        stage.machine.settle();
    }

    @Test
    void turnThatTakesNoNoticeOfItsEndIsGivenUpAndThoseWhoWaitedAreServed() {
        assertThat(begin("add").asLong()).isEqualTo(1);
        Stage.Answer never = begin("addAndGetStuck");
        Stage.Answer waiting = begin("add");
        stage.machine.advance(GIVEN_UP);
        assertThat(never.errorCode()).isEqualTo("actor.action_timed_out");
        assertThat(waiting.asLong()).isEqualTo(2);
        assertThat(starts).isEqualTo(2);
        assertThat(begin("add").asLong()).isEqualTo(3);
    }

    @Test
    void turnThatWasGivenUpNeitherAnswersNorChangesAnythingWhenItEnds() {
        Stage.Answer never = begin("addAndGetStuck");
        stage.machine.advance(GIVEN_UP);
        assertThat(begin("add").asLong()).isEqualTo(1);
        int groups = stage.store.groups;
        release(0);
        assertThat(never.count).isEqualTo(1);
        assertThat(stage.store.groups).isEqualTo(groups);
        assertThat(begin("get").asLong()).isEqualTo(1);
    }

    @Test
    void anActorHasOneTurnAtMostThatWasGivenUp() {
        begin("addAndGetStuck");
        stage.machine.advance(GIVEN_UP);
        begin("addAndGetStuck");
        Stage.Answer waiting = begin("get");
        stage.machine.advance(Duration.ofSeconds(20));
        assertThat(stuck).hasSize(2);
        assertThat(waiting.count).isZero();
        release(0);
        stage.machine.advance(Duration.ofMillis(100));
        assertThat(waiting.asLong()).isZero();
        assertThat(starts).isEqualTo(3);
    }

    @Test
    void socketOfAnActorThatIsGivenUpIsClosed() {
        Stage.Socket socket = stage.connect("stubborn", "a", null);
        begin("addAndGetStuck");
        stage.machine.advance(GIVEN_UP);
        assertThat(socket.log.getLast()).startsWith("close ");
    }

    @Test
    void whatASocketAskedBehindATurnThatIsGivenUpDoesNotRunBesideIt() {
        Stage.Socket socket = stage.connect("stubborn", "a", null);
        socket.begin("addAndGetStuck");
        socket.begin("add");
        stage.machine.advance(GIVEN_UP);
        assertThat(adds).isZero();
        assertThat(socket.log)
                .containsExactly(
                        "init", "0 ✗ actor.action_timed_out", "close 1011 actor.restarting", "1 ✗ actor.stopped");
        release(0);
        assertThat(adds).isZero();
        assertThat(begin("get").asLong()).isZero();
    }

    @Test
    void activationThatIsGivenUpWhileItDestroysItselfEndsOnce() {
        assertThat(begin("add").asLong()).isEqualTo(1);
        begin("endWhileFallingAsleep");
        stage.machine.advance(GIVEN_UP);
        assertThat(stuck).hasSize(1);
        assertThat(begin("get").asLong()).isEqualTo(1);
        assertThat(stage.store.claims).isEqualTo(1);
        release(0);
        assertThat(stage.store.claims).isEqualTo(1);
        assertThat(begin("get").asLong()).isEqualTo(1);
    }

    @Test
    void startThatIsStuckIsNotRepeatedBeforeItEnds() {
        stubbornStart = true;
        Stage.Answer first = begin("get");
        stage.machine.advance(GIVEN_UP);
        assertThat(first.errorCode()).isEqualTo("actor.hook_timed_out");
        for (int i = 0; i < 10; i++) {
            assertThat(begin("get").errorCode()).isEqualTo("actor.start_failed");
            stage.machine.advance(Duration.ofSeconds(1));
        }
        assertThat(starts).isEqualTo(1);
        stubbornStart = false;
        release(0);
        assertThat(begin("get").asLong()).isZero();
        assertThat(starts).isEqualTo(2);
    }

    /** A state whose sealed bytes cannot be read again for want of memory. */
    static final class Heavy {
        static boolean noMemory;
        public long n;

        Heavy() {
            if (noMemory) {
                throw new OutOfMemoryError("on purpose");
            }
        }
    }

    @ActorType("careless")
    static final class Careless extends Actor<Heavy> {

        @Override
        protected Heavy createState(CreateRequest request) {
            return new Heavy();
        }

        @Action
        public void add() {
            state().n++;
        }

        @Action
        public void addAndFail() {
            state().n += 100;
            Heavy.noMemory = true;
            throw new IllegalStateException("on purpose");
        }

        @Action
        public void failUnspeakably() {
            throw new IllegalStateException() {
                private static final long serialVersionUID = 1L;

                @Override
                public String getMessage() {
                    throw new OutOfMemoryError("on purpose");
                }
            };
        }

        @Action
        public long get() {
            return state().n;
        }
    }

    private final Stage careless = new Stage(ActorDefinition.of(Careless.class, Careless::new));

    @Test
    void turnThatCannotBeUndoneEndsItsActivationAndLeavesNoTrace() {
        Heavy.noMemory = false;
        careless.call("careless", "a", "add");
        Stage.Answer failed = careless.call("careless", "a", "addAndFail");
        assertThat(failed.count).isEqualTo(1);
        assertThat(failed.error).isNotNull();
        Heavy.noMemory = false;
        assertThat(careless.call("careless", "a", "get").asLong()).isEqualTo(1);
    }

    @Test
    void callerOfATurnWhoseErrorCannotBeLoggedIsAnswered() {
        Heavy.noMemory = false;
        assertThat(careless.call("careless", "a", "failUnspeakably").errorCode())
                .isEqualTo("rivetkit.internal_error");
        assertThat(careless.call("careless", "a", "get").asLong()).isZero();
    }
}
