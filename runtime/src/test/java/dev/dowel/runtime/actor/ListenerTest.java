package dev.dowel.runtime.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorDefinition;
import dev.dowel.ActorOptions;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.UserError;
import dev.dowel.runtime.ActorListener;
import dev.dowel.runtime.RuntimeListener;
import dev.dowel.runtime.StopReason;
import dev.dowel.runtime.TurnOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What a runtime tells who listens: everything once, when it is certain, and nothing that depends on the listener. */
class ListenerTest {

    @ActorType("worker")
    @ActorOptions(sleepTimeoutMillis = 5_000)
    static final class Worker extends Actor<Long> {
        @Override
        protected Long createState(CreateRequest request) {
            if (key().get(0).equals("refused")) {
                throw new IllegalStateException("no");
            }
            return 0L;
        }

        @Action
        public long add(long by) {
            return update(count -> count + by);
        }

        @Action
        public void refuse() {
            throw new UserError("no", "No.");
        }

        @Action
        public void crash() {
            throw new IllegalStateException("crash");
        }

        @Action(timeoutMillis = 50)
        public void hang() throws InterruptedException {
            new CountDownLatch(1).await();
        }

        @Action
        public void later() {
            schedule().after(Duration.ofSeconds(1), Worker::add, 1L);
        }

        @Action
        public void end() {
            destroy();
        }
    }

    /** Notes what it is told. */
    private static final class Notes implements RuntimeListener, ActorListener {
        final List<String> log = new ArrayList<>();
        final List<Long> times = new ArrayList<>();

        @Override
        public ActorListener listenTo(ActorDefinition<?> definition) {
            log.add("listens to " + definition.name());
            return this;
        }

        @Override
        public void turnEnded(String what, TurnOutcome outcome, long nanos) {
            log.add(what + " " + outcome);
            times.add(nanos);
        }

        @Override
        public void started(boolean created, long nanos) {
            log.add(created ? "created" : "woken");
            times.add(nanos);
        }

        @Override
        public void startFailed() {
            log.add("start failed");
        }

        @Override
        public void stopped(StopReason reason) {
            log.add(reason.name());
        }

        @Override
        public void scheduleFired(long lateMillis) {
            log.add("fired " + lateMillis);
        }

        @Override
        public void groupCommitted(int turns, int actors, long bytes, long nanos) {
            log.add("group of " + turns + " for " + actors + (bytes > 0 ? " with bytes" : ""));
            times.add(nanos);
        }

        @Override
        public void groupFailed() {
            log.add("group failed");
        }

        @Override
        public void gateOpened(long nanos) {
            log.add("gate");
            times.add(nanos);
        }

        List<String> take() {
            List<String> taken = List.copyOf(log);
            log.clear();
            return taken;
        }
    }

    private final Notes notes = new Notes();
    private final Stage stage = new Stage(notes, ActorDefinition.of(Worker.class));

    private List<String> after(String action, Object... arguments) {
        notes.take();
        stage.call("worker", "k", action, arguments);
        return notes.take();
    }

    @Test
    void everyTurnIsToldOnceWithItsOutcome() {
        stage.call("worker", "k", "add", 1);

        assertThat(after("add", 1)).containsExactly("add OK", "group of 1 for 1 with bytes", "gate");
        assertThat(after("refuse")).contains("refuse ERROR").hasSize(1);
        assertThat(after("crash")).contains("crash INTERNAL_ERROR").hasSize(1);
        notes.take();
        stage.begin(new dev.dowel.runtime.Target.GetOrCreate(Stage.address("worker", "k"), null), null, "hang");
        stage.machine.advance(Duration.ofMillis(100));
        assertThat(notes.take()).containsExactly("hang TIMED_OUT");
        assertThat(notes.times).isNotEmpty().allMatch(nanos -> nanos >= 0);
    }

    @Test
    void whatIsNoActionIsNoTurn() {
        stage.call("worker", "k", "add", 1);

        assertThat(after("x".repeat(100))).isEmpty();
    }

    @Test
    void lifeIsToldFromCreationToDestruction() {
        stage.call("worker", "k", "add", 1);
        assertThat(notes.take()).contains("listens to worker", "createState OK", "created", "add OK");

        stage.machine.advance(Duration.ofSeconds(6));
        assertThat(notes.take()).containsExactly("SLEPT");

        assertThat(after("add", 1)).startsWith("onWake OK", "woken").doesNotContain("created");

        assertThat(after("end")).contains("end OK", "DESTROYED").doesNotContain("DISCARDED", "SLEPT");
    }

    @Test
    void failedCommitIsToldAndTheActorIsDiscarded() {
        stage.call("worker", "k", "add", 1);
        stage.store.full = true;

        assertThat(after("add", 1))
                .contains("add OK", "group failed", "DISCARDED")
                .doesNotContain("gate");
    }

    @Test
    void actorThatDoesNotStartIsNotLoaded() {
        stage.call("worker", "refused", "add", 1);

        assertThat(notes.take())
                .contains("createState INTERNAL_ERROR", "start failed")
                .doesNotContain("created", "DISCARDED", "SLEPT", "DESTROYED");
    }

    @Test
    void scheduleIsToldWithHowLateItIs() {
        stage.call("worker", "k", "later");
        notes.take();

        stage.machine.advance(Duration.ofSeconds(2));

        assertThat(notes.take()).containsSubsequence("fired 0", "add OK");
    }

    @Test
    void listenerThatThrowsChangesNothing() {
        Stage deaf = new Stage(new Throwing(), ActorDefinition.of(Worker.class));

        assertThat(deaf.call("worker", "k", "add", 1).asLong()).isEqualTo(1);
        assertThat(deaf.call("worker", "k", "add", 1).asLong()).isEqualTo(2);
        assertThat(deaf.call("worker", "k", "crash").errorCode()).isEqualTo("rivetkit.internal_error");
    }

    private static final class Throwing implements RuntimeListener, ActorListener {
        @Override
        public ActorListener listenTo(ActorDefinition<?> definition) {
            return this;
        }

        @Override
        public void turnEnded(String what, TurnOutcome outcome, long nanos) {
            throw new IllegalStateException("listener");
        }

        @Override
        public void groupCommitted(int turns, int actors, long bytes, long nanos) {
            throw new IllegalStateException("listener");
        }

        @Override
        public void gateOpened(long nanos) {
            throw new IllegalStateException("listener");
        }
    }
}
