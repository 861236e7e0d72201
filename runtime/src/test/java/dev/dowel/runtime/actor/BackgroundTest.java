package dev.dowel.runtime.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorContext;
import dev.dowel.ActorDefinition;
import dev.dowel.ActorOptions;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Code that runs beside an actor's calls: run(), tasks, and turns from other threads. */
class BackgroundTest {

    private final List<String> log = new ArrayList<>();
    private String mode = "tick";
    private final Stage stage = new Stage(ActorDefinition.of(Ticker.class, () -> new Ticker(this)));

    @ActorType("ticker")
    @ActorOptions(sleepTimeoutMillis = 1_000, sleepGracePeriodMillis = 500, actionTimeoutMillis = 2_000)
    static final class Ticker extends Actor<Long> {
        private final BackgroundTest test;

        Ticker(BackgroundTest test) {
            this.test = test;
        }

        @Override
        protected Long createState(CreateRequest request) {
            return 0L;
        }

        @Override
        protected void onWake() {
            test.log.add("wake");
        }

        @Override
        protected void onSleep() {
            test.log.add("sleep");
        }

        @Override
        protected void run() throws Exception {
            test.log.add("run");
            switch (test.mode) {
                case "tick" -> tick();
                case "fail" -> {
                    update(n -> n + 1);
                    pause(Duration.ofMillis(10));
                    update(n -> n + 10);
                    throw new IllegalStateException("on purpose");
                }
                case "patient" -> {
                    while (true) {
                        update(n -> n + 1);
                        pause(Duration.ofMillis(100));
                    }
                }
                case "wrap" -> {
                    try {
                        pause(Duration.ofDays(1));
                    } catch (InterruptedException e) {
                        throw new IllegalStateException("on purpose", e);
                    }
                }
                case "deaf" -> {
                    while (true) {
                        try {
                            pause(Duration.ofDays(1));
                        } catch (InterruptedException e) {
                            test.log.add("ignored");
                        }
                    }
                }
                case "spin" -> test.stage.machine.sleep(Duration.ofDays(1));
                default -> update(n -> n + 1);
            }
        }

        private void tick() {
            try {
                while (!isStopping()) {
                    update(n -> n + 1);
                    pause(Duration.ofMillis(100));
                }
            } catch (InterruptedException e) {
                test.log.add("stopped=" + isStopping());
                update(n -> n + 1_000);
            }
        }

        @Action
        public long ticks() {
            return state();
        }

        @Action
        public void doze() {
            sleep();
        }

        @Action
        public void end() {
            destroy();
        }

        @Action
        public void failingTask() {
            waitUntil(() -> {
                update(n -> n + 1);
                throw new IllegalStateException("on purpose");
            });
        }

        @Action
        public void taskOfAFailedTurn() {
            waitUntil(() -> test.log.add("must not run"));
            throw new IllegalStateException("on purpose");
        }

        @Action
        public void startTasks(int count, boolean fail) {
            update(n -> n + count);
            for (int i = 0; i < count; i++) {
                waitUntil(() -> pause(Duration.ofMillis(100)));
            }
            if (fail) {
                throw new IllegalStateException("on purpose");
            }
        }

        @Action
        public void fromOutside() {
            var context = context();
            test.stage.machine.environment().turnThreads().execute(() -> {
                try {
                    Object seen = context.inTurn(() -> context.update(n -> n + 50));
                    test.log.add("outside " + seen);
                } catch (Exception e) {
                    test.log.add("outside failed " + e);
                }
            });
        }

        @Action
        public void inItself() throws Exception {
            context().inTurn(() -> 1);
        }
    }

    private Stage.Answer call(String action) {
        return stage.call("ticker", "a", action);
    }

    private void pass(long millis) {
        stage.machine.advance(Duration.ofMillis(millis));
    }

    @Test
    void runGoesOnBesideCallsAndKeepsTheActorAwake() {
        assertThat(call("ticks").asLong()).isEqualTo(1);
        pass(5_000);
        assertThat(call("ticks").asLong()).isEqualTo(51);
        assertThat(log).containsExactly("wake", "run");
    }

    @Test
    void runIsToldThatTheActorStopsAndWhatItDoesThenIsStored() {
        call("ticks");
        call("doze");
        assertThat(log).contains("stopped=true", "sleep");
        assertThat(call("ticks").asLong()).isEqualTo(1_002);
        assertThat(log.stream().filter("run"::equals)).hasSize(2);
    }

    @Test
    void runThatEndsWithTheInterruptOfTheStopIsNotLogged() {
        mode = "patient";
        String logged = Log.during(() -> {
            assertThat(call("ticks").asLong()).isEqualTo(1);
            call("doze");
            assertThat(call("ticks").asLong()).isEqualTo(2);
            call("end");
        });
        assertThat(logged).isEmpty();
        assertThat(log).containsExactly("wake", "run", "sleep", "wake", "run");
    }

    @Test
    void runThatThrowsSomethingElseWhenTheActorStopsIsLogged() {
        mode = "wrap";
        call("ticks");
        assertThat(Log.during(() -> call("doze"))).contains("WARN", "run of actor ticker[a]", "on purpose");
    }

    @Test
    void runThatFailsLosesItsLastPartAndTheActorGoesOn() {
        mode = "fail";
        call("ticks");
        pass(10);
        assertThat(call("ticks").asLong()).isEqualTo(1);
        pass(1_000);
        assertThat(log).containsExactly("wake", "run", "sleep");
    }

    @Test
    void runThatEndsLetsTheActorSleep() {
        mode = "end";
        assertThat(call("ticks").asLong()).isEqualTo(1);
        pass(1_000);
        assertThat(log).containsExactly("wake", "run", "sleep");
    }

    @Test
    void runThatDoesNotStopIsBrokenOffAfterTheGracePeriod() {
        mode = "deaf";
        call("ticks");
        call("doze");
        Stage.Answer held = call("ticks");
        pass(499);
        assertThat(held.count).isZero();
        pass(1);
        assertThat(held.asLong()).isZero();
        assertThat(log.stream().filter("run"::equals)).hasSize(2);
    }

    @Test
    void runThatKeepsItsTurnForTooLongIsInterrupted() {
        mode = "spin";
        call("ticks");
        Stage.Answer held = call("ticks");
        pass(2_100);
        assertThat(held.asLong()).isZero();
    }

    @Test
    void destroyedActorsRunEnds() {
        call("ticks");
        call("end");
        pass(1_000);
        assertThat(log).contains("stopped=true").doesNotContain("sleep");
        assertThat(call("ticks").asLong()).isEqualTo(1);
    }

    @Test
    void taskThatFailsIsUndone() {
        mode = "end";
        call("failingTask");
        assertThat(call("ticks").asLong()).isEqualTo(1);
    }

    @Test
    void taskOfAFailedTurnDoesNotStart() {
        call("taskOfAFailedTurn");
        pass(500);
        assertThat(log).doesNotContain("must not run");
    }

    @Test
    void tasksThatHaveNotEndedAreBounded() {
        mode = "none";
        assertThat(stage.call("ticker", "a", "startTasks", 999, false).error).isNull();
        assertThat(stage.call("ticker", "a", "startTasks", 2, false).errorCode())
                .isEqualTo("actor.overloaded");
        assertThat(stage.call("ticker", "a", "startTasks", 1, true).errorCode()).isEqualTo("rivetkit.internal_error");
        assertThat(stage.call("ticker", "a", "startTasks", 1, false).error).isNull();
        assertThat(stage.call("ticker", "a", "startTasks", 1, false).errorCode())
                .isEqualTo("actor.overloaded");
        assertThat(call("ticks").asLong()).isEqualTo(1 + 1_000);
        pass(100);
        assertThat(stage.call("ticker", "a", "startTasks", 1_000, false).error).isNull();
    }

    @Test
    void otherThreadsRunTurnsOfTheirOwn() {
        mode = "end";
        call("fromOutside");
        assertThat(log).contains("outside 51");
        assertThat(call("ticks").asLong()).isEqualTo(51);
        assertThat(call("inItself").errorCode()).isEqualTo("rivetkit.internal_error");
    }

    @Test
    void whoAsksForAnActorIsToldWhichOneAlthoughItsRunEndsItAtOnce() {
        Stage stage = new Stage(ActorDefinition.<Void>named("mayfly")
                .run(ActorContext::destroy)
                .action("id", String.class, ActorContext::id)
                .build());
        var asked = stage.runtime.getOrCreate(Stage.address("mayfly", "a"), null);
        stage.machine.settle();
        assertThat(asked.join().created()).isTrue();
        assertThat(stage.await(stage.runtime.find(Stage.address("mayfly", "a"))))
                .isEmpty();
    }
}
