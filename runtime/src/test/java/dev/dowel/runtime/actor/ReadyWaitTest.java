package dev.dowel.runtime.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorDefinition;
import dev.dowel.ActorOptions;
import dev.dowel.ActorType;
import dev.dowel.ConnectRequest;
import dev.dowel.CreateRequest;
import dev.dowel.protocol.Encoding;
import dev.dowel.runtime.Caller;
import dev.dowel.runtime.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Requests for actors that start or stop (protocol 2.6). */
class ReadyWaitTest {

    @ActorType("slow")
    @ActorOptions(hookTimeoutMillis = 300_000, sleepTimeoutMillis = 3_600_000, sleepGracePeriodMillis = 300_000)
    static final class Slow extends Actor<Long> {

        private final ReadyWaitTest test;

        Slow(ReadyWaitTest test) {
            this.test = test;
        }

        @Override
        protected Long createState(CreateRequest request) {
            return 0L;
        }

        @Override
        protected void onMigrate(boolean isNew) throws InterruptedException {
            take(test.migrating);
        }

        @Override
        protected void onWake() throws InterruptedException {
            take(test.waking);
        }

        @Override
        protected void onSleep() throws InterruptedException {
            take(test.stopping);
        }

        @Override
        protected void onBeforeConnect(ConnectRequest request) throws InterruptedException {
            take(test.connecting);
        }

        private void take(Duration time) throws InterruptedException {
            if (time.isPositive()) {
                pause(time);
            }
        }

        @Action
        public long add() {
            test.log.add("add");
            return update(n -> n + 1);
        }

        @Action
        public long get() {
            return state();
        }

        @Action
        public void keepTurn() throws InterruptedException {
            test.stage.machine.sleep(Duration.ofSeconds(50));
        }
    }

    private static final Caller IMPATIENT =
            new Caller(null, Encoding.JSON, "POST", "/action/add", "/action/add", Map.of(), "127.0.0.1", true);

    private final List<String> log = new ArrayList<>();
    private Duration migrating = Duration.ZERO;
    private Duration waking = Duration.ZERO;
    private Duration stopping = Duration.ZERO;
    private Duration connecting = Duration.ZERO;
    private final Stage stage = new Stage(ActorDefinition.of(Slow.class, () -> new Slow(this)));
    private final Target slow = new Target.GetOrCreate(Stage.address("slow", "a"), null);

    private CompletableFuture<?> sleep() {
        CompletableFuture<?> asleep = stage.runtime.sleep("default", id());
        stage.machine.settle();
        return asleep;
    }

    private String id() {
        return stage.await(stage.runtime.find(Stage.address("slow", "a")))
                .orElseThrow()
                .actorId();
    }

    @Test
    void requestForAnActorThatStartsTooSlowlyFailsAndNeverRuns() {
        waking = Duration.ofMinutes(1);
        Stage.Answer answer = stage.begin(slow, null, "add");
        stage.machine.advance(Duration.ofSeconds(29));
        assertThat(answer.count).isZero();
        stage.machine.advance(Duration.ofSeconds(2));
        assertThat(answer.errorCode()).isEqualTo("guard.actor_ready_timeout");
        stage.machine.advance(Duration.ofMinutes(2));
        assertThat(answer.count).isEqualTo(1);
        assertThat(log).isEmpty();
        assertThat(stage.call("slow", "a", "add").asLong()).isEqualTo(1);
    }

    @Test
    void eachRequestHasATimeOfItsOwn() {
        waking = Duration.ofSeconds(40);
        Stage.Answer early = stage.begin(slow, null, "add");
        stage.machine.advance(Duration.ofSeconds(20));
        Stage.Answer late = stage.begin(slow, null, "add");
        stage.machine.advance(Duration.ofSeconds(19));
        assertThat(early.errorCode()).isEqualTo("guard.actor_ready_timeout");
        stage.machine.advance(Duration.ofSeconds(1));
        assertThat(late.asLong()).isEqualTo(1);
    }

    @Test
    void requestForAnActorThatStopsIsAnsweredByTheNextActivation() {
        stage.call("slow", "a", "add");
        stopping = Duration.ofSeconds(20);
        var _ = sleep();
        Stage.Answer answer = stage.begin(slow, null, "add");
        stage.machine.advance(Duration.ofSeconds(19));
        assertThat(answer.count).isZero();
        stage.machine.advance(Duration.ofSeconds(1));
        assertThat(answer.asLong()).isEqualTo(2);
    }

    @Test
    void requestForAnActorThatStopsTooSlowlyFails() {
        stage.call("slow", "a", "get");
        stopping = Duration.ofMinutes(1);
        var _ = sleep();
        Stage.Answer answer = stage.begin(slow, null, "add");
        CompletableFuture<?> question = stage.runtime.getOrCreate(Stage.address("slow", "a"), null);
        stage.machine.advance(Duration.ofSeconds(31));
        assertThat(answer.errorCode()).isEqualTo("guard.actor_ready_timeout");
        assertThat(question).isCompletedExceptionally();
        stage.machine.advance(Duration.ofMinutes(1));
        assertThat(log).isEmpty();
    }

    @Test
    void requestThatWaitsForABusyActorIsNotLimitedByThis() {
        stage.call("slow", "a", "keepTurn");
        Stage.Answer answer = stage.begin(slow, null, "add");
        stage.machine.advance(Duration.ofSeconds(45));
        assertThat(answer.count).isZero();
        stage.machine.advance(Duration.ofSeconds(5));
        assertThat(answer.asLong()).isEqualTo(1);
    }

    @Test
    void callThatDoesNotWaitIsAnsweredByTheActorThatStops() {
        stage.call("slow", "a", "add");
        stopping = Duration.ofSeconds(20);
        CompletableFuture<?> asleep = sleep();
        Stage.Answer answer = new Stage.Answer();
        stage.begin(answer, slow, IMPATIENT, "add");
        stage.machine.settle();
        assertThat(answer.asLong()).isEqualTo(2);
        assertThat(asleep).isNotDone();
        stage.machine.advance(Duration.ofSeconds(20));
        assertThat(asleep).isDone();
        assertThat(stage.call("slow", "a", "get").asLong()).isEqualTo(2);
    }

    @Test
    void callThatDoesNotWaitRunsWhileTheActorWakesAndNotBeforeItHasItsState() {
        stage.call("slow", "a", "add");
        var asleep = sleep();
        stage.machine.settle();
        assertThat(asleep).isDone();
        migrating = Duration.ofSeconds(5);
        waking = Duration.ofSeconds(5);
        Stage.Answer patient = stage.begin(slow, null, "add");
        stage.machine.settle();
        Stage.Answer early = new Stage.Answer();
        stage.begin(early, slow, IMPATIENT, "add");
        stage.machine.advance(Duration.ofSeconds(5));
        assertThat(early.count).isZero();
        Stage.Answer later = new Stage.Answer();
        stage.begin(later, slow, IMPATIENT, "add");
        stage.machine.settle();
        assertThat(later.asLong()).isEqualTo(2);
        stage.machine.advance(Duration.ofSeconds(5));
        assertThat(List.of(patient.asLong(), early.asLong())).containsExactly(3L, 4L);
    }

    @Test
    void connectionThatDoesNotWaitIsMadeByTheActorThatStopsAndOutlivesIt() {
        stage.call("slow", "a", "add");
        stopping = Duration.ofSeconds(20);
        var _ = sleep();
        Stage.Socket patient = stage.new Socket(slow, Stage.caller(null));
        Stage.Socket impatient = stage.new Socket(slow, IMPATIENT);
        stage.machine.settle();
        assertThat(impatient.log).containsExactly("init");
        impatient.action("add");
        assertThat(impatient.log).containsExactly("init", "0 → 2");
        assertThat(patient.log).isEmpty();
        stage.machine.advance(Duration.ofSeconds(20));
        assertThat(patient.log).containsExactly("init");
        impatient.action("add");
        assertThat(impatient.log).containsExactly("init", "0 → 2", "1 → 3");
    }

    @Test
    void socketOfAnActorThatStartsTooSlowlyIsRefused() {
        waking = Duration.ofMinutes(1);
        Stage.Socket socket = stage.connect("slow", "a", null);
        stage.machine.advance(Duration.ofSeconds(31));
        assertThat(socket.log).containsExactly("deny guard.actor_ready_timeout");
        stage.machine.advance(Duration.ofMinutes(1));
        assertThat(socket.log).hasSize(1);
    }

    @Test
    void socketWhoseHooksTakeTooLongIsRefusedAndTheyAreInterrupted() {
        connecting = Duration.ofSeconds(40);
        Stage.Socket socket = stage.connect("slow", "a", null);
        stage.machine.advance(Duration.ofSeconds(14));
        assertThat(socket.log).isEmpty();
        stage.machine.advance(Duration.ofSeconds(2));
        assertThat(socket.log).containsExactly("deny guard.websocket_open_timeout");
        Stage.Answer call = stage.begin(slow, null, "add");
        stage.machine.advance(Duration.ofSeconds(40));
        assertThat(call.asLong()).as("calls have the hooks' own time").isEqualTo(1);
        assertThat(socket.log).hasSize(1);
    }
}
