package dev.dowel.runtime.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorContext;
import dev.dowel.ActorDefinition;
import dev.dowel.ActorOptions;
import dev.dowel.ActorType;
import dev.dowel.Connection;
import dev.dowel.CreateRequest;
import dev.dowel.runtime.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How actors fall asleep and wake, and what stays of them. */
class SleepTest {

    record Counts(int wakes, int sleeps, int value) {}

    private final List<String> log = new ArrayList<>();
    private final Stage stage = new Stage(ActorDefinition.of(Sleeper.class, () -> new Sleeper(this)));

    @ActorType("sleeper")
    @ActorOptions(sleepTimeoutMillis = 1_000, sleepGracePeriodMillis = 500)
    static final class Sleeper extends Actor<Counts> {
        private final SleepTest test;

        Sleeper(SleepTest test) {
            this.test = test;
        }

        @Override
        protected Counts createState(CreateRequest request) {
            return new Counts(0, 0, 0);
        }

        @Override
        protected Object createConnectionState(dev.dowel.ConnectRequest request) {
            return 0L;
        }

        @Override
        protected void onWake() {
            update(s -> new Counts(s.wakes() + 1, s.sleeps(), s.value()));
        }

        @Override
        protected void onSleep() throws Exception {
            test.log.add("onSleep stopping=" + isStopping());
            update(s -> new Counts(s.wakes(), s.sleeps() + 1, s.value()));
            broadcast("sleeping", state().sleeps());
            if (test.log.contains("slow sleep")) {
                pause(Duration.ofMillis(300));
            }
            if (test.log.contains("endless sleep")) {
                pause(Duration.ofDays(1));
            }
            if (test.log.contains("failing sleep")) {
                throw new IllegalStateException("on purpose");
            }
        }

        @Override
        protected void onDisconnect(Connection connection) {
            if (connection.isHibernatable()) {
                test.log.add("onDisconnect");
            }
        }

        @Action
        public Counts counts() {
            return state();
        }

        @Action
        public int add(int amount) {
            return update(s -> new Counts(s.wakes(), s.sleeps(), s.value() + amount))
                    .value();
        }

        @Action
        public void announce() {
            broadcast("news", 1);
        }

        @Action
        public void doze() {
            sleep();
        }

        @Action
        public long countMine() {
            long mine = connection().state(Long.class) + 1;
            connection().setState(mine);
            return mine;
        }

        @Action
        public String waiting(long millis) throws Exception {
            pause(Duration.ofMillis(millis));
            return "waited";
        }

        @Action
        public String awake(long millis) throws Exception {
            return keepAwake(() -> {
                pauseOutside(millis);
                return "kept awake";
            });
        }

        private void pauseOutside(long millis) throws InterruptedException {
            test.stage.machine.sleep(Duration.ofMillis(millis));
        }

        @Action
        public void later(long millis) {
            waitUntil(() -> {
                pause(Duration.ofMillis(millis));
                update(s -> new Counts(s.wakes(), s.sleeps(), s.value() + 100));
                test.log.add("task done");
            });
        }
    }

    private Counts counts() {
        return stage.call("sleeper", "a", "counts").as(Counts.class);
    }

    private void pass(long millis) {
        stage.machine.advance(Duration.ofMillis(millis));
    }

    @Test
    void idleActorSleepsAndWakesWithTheStateOfItsLastCommit() {
        stage.call("sleeper", "a", "add", 5);
        pass(999);
        assertThat(log).isEmpty();
        pass(1);
        assertThat(log).containsExactly("onSleep stopping=true");
        assertThat(counts()).isEqualTo(new Counts(2, 1, 5));
    }

    @Test
    void everyCallBeginsTheIdleTimeAnew() {
        for (int i = 0; i < 5; i++) {
            counts();
            pass(900);
        }
        assertThat(counts()).isEqualTo(new Counts(1, 0, 0));
        pass(1_000);
        assertThat(counts()).isEqualTo(new Counts(2, 1, 0));
    }

    @Test
    void callThatWaitsKeepsTheActorAwake() {
        Stage.Answer answer = stage.call("sleeper", "a", "waiting", 3_000);
        pass(2_999);
        assertThat(log).isEmpty();
        pass(1);
        assertThat(answer.<String>as(String.class)).isEqualTo("waited");
        pass(1_000);
        assertThat(counts().sleeps()).isEqualTo(1);
    }

    @Test
    void keepAwakeKeepsTheActorAwake() {
        Stage.Answer answer = stage.call("sleeper", "a", "awake", 3_000);
        pass(3_000);
        assertThat(answer.<String>as(String.class)).isEqualTo("kept awake");
        assertThat(counts()).isEqualTo(new Counts(1, 0, 0));
    }

    @Test
    void waitUntilDoesNotKeepTheActorAwakeButSleepWaitsForIt() {
        stage.call("sleeper", "a", "later", 1_200);
        pass(1_000);
        assertThat(log).containsExactly("onSleep stopping=true");
        Stage.Answer held = stage.call("sleeper", "a", "counts");
        assertThat(held.count).isZero();
        pass(200);
        assertThat(log).containsExactly("onSleep stopping=true", "task done");
        assertThat(held.<Counts>as(Counts.class)).isEqualTo(new Counts(2, 1, 100));
    }

    @Test
    void taskThatOutlivesTheGracePeriodIsBrokenOff() {
        stage.call("sleeper", "a", "later", 10_000);
        pass(1_500);
        assertThat(counts()).isEqualTo(new Counts(2, 1, 0));
        pass(20_000);
        assertThat(log).doesNotContain("task done");
    }

    @Test
    void callsThatArriveWhileTheActorGoesToSleepWaitAndAreAnsweredAfterTheWake() {
        log.add("slow sleep");
        stage.call("sleeper", "a", "doze");
        Stage.Answer held = stage.call("sleeper", "a", "add", 7);
        assertThat(held.count).isZero();
        pass(300);
        assertThat(held.asLong()).isEqualTo(7);
        assertThat(counts()).isEqualTo(new Counts(2, 1, 7));
    }

    @Test
    void sleepHookThatNeverReturnsIsBrokenOffAndTheActorWakes() {
        log.add("endless sleep");
        stage.call("sleeper", "a", "add", 1);
        stage.call("sleeper", "a", "doze");
        Stage.Answer held = stage.call("sleeper", "a", "counts");
        pass(500);
        assertThat(held.<Counts>as(Counts.class).value()).isEqualTo(1);
        assertThat(held.<Counts>as(Counts.class).wakes()).isEqualTo(2);
    }

    @Test
    void sleepHookThatFailsIsUndoneAndTheActorSleepsAllTheSame() {
        log.add("failing sleep");
        stage.call("sleeper", "a", "doze");
        assertThat(counts()).isEqualTo(new Counts(2, 0, 0));
    }

    @Test
    void connectionStaysOpenWhileTheActorSleepsWithItsStateAndSubscriptions() {
        Stage.Socket socket = stage.connect("sleeper", "a", null);
        socket.subscribe("news");
        socket.subscribe("sleeping");
        socket.action("countMine");
        pass(1_000);
        assertThat(socket.log).containsExactly("init", "0 → 1", "sleeping[1]");
        stage.call("sleeper", "a", "announce");
        assertThat(socket.log).endsWith("news[1]");
        pass(1_000);
        socket.action("countMine");
        assertThat(socket.log).endsWith("sleeping[2]", "1 → 2");
        assertThat(log).doesNotContain("onDisconnect");
        assertThat(counts()).isEqualTo(new Counts(3, 2, 0));
    }

    @Test
    void messagesOfASleepingConnectionWakeTheActorAndKeepTheirOrder() {
        log.add("slow sleep");
        Stage.Socket socket = stage.connect("sleeper", "a", null);
        socket.action("doze");
        for (int i = 0; i < 3; i++) {
            socket.action("add", 1);
        }
        assertThat(socket.log).containsExactly("init", "0 → [\"$Undefined\",0]");
        pass(300);
        assertThat(socket.log).endsWith("1 → 1", "2 → 2", "3 → 3");
    }

    /** The next activation may not start before everything that was asked of the old one has come back. */
    @Test
    void messageInTheMailboxOfAnActorThatEndsGoesBeforeThoseThatWakeIt() {
        Stage plain = new Stage(ActorDefinition.<Long>named("plain")
                .state(Long.class, request -> 0L)
                .action("add", Long.class, Long.class, (ActorContext<Long> c, Long n) -> c.update(sum -> sum + n))
                .build());
        Stage.Socket socket = plain.connect("plain", "a", null);
        String id = plain.await(plain.runtime.find(Stage.address("plain", "a")))
                .orElseThrow()
                .actorId();
        CompletableFuture<?> asleep = plain.runtime.sleep("default", id);
        socket.begin("add", 1);
        plain.machine.preemptAtNextTask(() -> socket.begin("add", 10));
        plain.machine.settle();
        assertThat(asleep).isCompleted();
        assertThat(socket.log).containsExactly("init", "0 → 1", "1 → 11");
    }

    @Test
    void connectionThatClosesWhileTheActorSleepsIsToldToTheActor() {
        Stage.Socket socket = stage.connect("sleeper", "a", null);
        pass(1_000);
        socket.drop();
        assertThat(log).containsExactly("onSleep stopping=true", "onDisconnect");
    }

    @Test
    void managementPutsAnActorToSleepAndStartsItAnew() {
        counts();
        String id = id();
        stage.await(stage.runtime.sleep("default", id));
        assertThat(log).containsExactly("onSleep stopping=true");
        assertThat(stage.await(stage.runtime.find("default", id)).orElseThrow().connectableAt())
                .isNull();
        assertThat(stage.await(stage.runtime.find("default", id)).orElseThrow().sleptAt())
                .isNotNull();
        stage.await(stage.runtime.reschedule("default", id));
        assertThat(stage.await(stage.runtime.find("default", id)).orElseThrow().sleptAt())
                .isNull();
        assertThat(stage.await(stage.runtime.find("default", id)).orElseThrow().connectableAt())
                .isNotNull();
        var unknown = stage.runtime.sleep("default", "0".repeat(30));
        stage.machine.settle();
        assertThat(unknown).isCompletedExceptionally();
    }

    @Test
    void commitThatFailsWhileGoingToSleepLosesOnlyWhatWasNotAcknowledged() {
        stage.call("sleeper", "a", "add", 5);
        stage.store.full = true;
        stage.call("sleeper", "a", "doze");
        pass(2_000);
        stage.store.full = false;
        assertThat(stage.call("sleeper", "a", "add", 0).asLong()).isEqualTo(5);
    }

    private String id() {
        return stage.await(stage.runtime.find(Stage.address("sleeper", "a")))
                .orElseThrow()
                .actorId();
    }

    @Test
    void actorByIdWakesToo() {
        counts();
        String id = id();
        pass(1_000);
        Stage.Answer answer = stage.begin(new Target.ById("default", id), null, "counts");
        stage.machine.settle();
        assertThat(answer.<Counts>as(Counts.class).wakes()).isEqualTo(2);
    }

    @Test
    void shutdownPutsActorsToSleepAndTellsSocketsToComeBack() {
        Stage.Socket socket = stage.connect("sleeper", "a", null);
        stage.call("sleeper", "a", "add", 3);
        stage.machine.environment().turnThreads().execute(stage.runtime::close);
        stage.machine.settle();
        assertThat(log).containsExactly("onSleep stopping=true", "onDisconnect");
        assertThat(socket.log).endsWith("close 1011 ws.going_away");
        Stage next = stage.restart();
        assertThat(next.call("sleeper", "a", "counts").<Counts>as(Counts.class)).isEqualTo(new Counts(2, 1, 3));
    }
}
