package dev.dowel.runtime.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorDefinition;
import dev.dowel.ActorOptions;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.Durability;
import dev.dowel.WebSocketSession;
import dev.dowel.protocol.ErrorBody;
import dev.dowel.runtime.RawOutlet;
import dev.dowel.runtime.RawRequest;
import dev.dowel.runtime.Target;
import java.io.ByteArrayInputStream;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is left in memory of an activation that stopped: nothing, although its timers had a long way to go. */
class StoppedActivationTest {

    /** The runtime looks at running turns and at waiting work as long as there are some, and a little longer. */
    private static final Duration RUNTIMES_OWN_TIMERS_END = Duration.ofSeconds(2);

    private @Nullable WeakReference<Actor<?>> newest;
    private final Stage stage = new Stage(ActorDefinition.of(Guest.class, () -> new Guest(this)));

    @ActorType("guest")
    @ActorOptions(
            sleepTimeoutMillis = 600_000,
            sleepGracePeriodMillis = 900_000,
            stateSaveIntervalMillis = 60_000,
            canHibernateWebSocket = true)
    static final class Guest extends Actor<Long> {

        Guest(StoppedActivationTest test) {
            test.newest = new WeakReference<>(this);
        }

        @Override
        protected Long createState(CreateRequest request) {
            return 0L;
        }

        @Override
        protected void run() throws InterruptedException {
            pause(Duration.ofDays(1));
        }

        @Override
        protected void onWebSocket(WebSocketSession session) {
            session.onMessage(message -> session.send("heard"));
        }

        @Action(durability = Durability.RELAXED)
        public void touch() {
            update(n -> n + 1);
        }

        @Action
        public void remind() {
            schedule().after(Duration.ofSeconds(50), "touch");
        }

        @Action
        public void doze() {
            sleep();
        }

        @Action
        public void end() {
            destroy();
        }
    }

    private void call(String action) {
        assertThat(stage.call("guest", "a", action).error).isNull();
    }

    private void assertThatNothingIsHeld() {
        WeakReference<Actor<?>> actor = newest;
        assertThat(actor).isNotNull();
        for (int i = 0; i < 10 && actor.get() != null; i++) {
            System.gc();
        }
        assertThat(actor.get()).isNull();
    }

    @Test
    void timersOfASleepingActorAreCancelled() {
        call("touch");
        stage.machine.advance(RUNTIMES_OWN_TIMERS_END);
        assertThat(stage.machine.timers()).isPositive();
        call("doze");
        stage.machine.advance(RUNTIMES_OWN_TIMERS_END);
        assertThat(stage.machine.timers()).isZero();
        assertThatNothingIsHeld();
    }

    @Test
    void sleepingActorIsNotHeldByItsScheduleNorByTheClockThatWakesIt() {
        call("touch");
        call("remind");
        call("doze");
        stage.machine.advance(RUNTIMES_OWN_TIMERS_END);
        assertThat(stage.machine.timers()).isEqualTo(1); // of the runtime, for all actors
        assertThatNothingIsHeld();
    }

    @Test
    void destroyedActorLeavesNoTimer() {
        call("touch");
        call("remind");
        call("end");
        stage.machine.advance(RUNTIMES_OWN_TIMERS_END);
        assertThat(stage.machine.timers()).isZero();
        assertThatNothingIsHeld();
    }

    @Test
    void discardedActivationLeavesNoTimer() {
        call("touch");
        stage.store.full = true;
        assertThat(stage.call("guest", "a", "remind").errorCode()).isEqualTo("store.unavailable");
        stage.machine.advance(RUNTIMES_OWN_TIMERS_END);
        assertThat(stage.machine.timers()).isEqualTo(1); // the runtime looks for alarms after a while
        assertThatNothingIsHeld();
    }

    @Test
    void sleepingActorIsNotHeldByTheSocketsThatStayOpen() {
        Stage.Socket socket = stage.connect("guest", "a", null);
        RawRequest request = new RawRequest(
                "GET", "/websocket", "", "http://x/websocket", Map.of(), new ByteArrayInputStream(new byte[0]));
        var raw = stage.runtime.webSocket(
                new Target.GetOrCreate(Stage.address("guest", "a"), null), Stage.caller(null), request, new Silent());
        stage.machine.settle();
        raw.text("hello");
        socket.action("touch");
        call("doze");
        stage.machine.advance(RUNTIMES_OWN_TIMERS_END);
        assertThatNothingIsHeld();
        socket.action("touch");
        assertThat(socket.log).hasSize(3).doesNotContain("close");
    }

    private static final class Silent implements RawOutlet {

        @Override
        public void text(String text) {}

        @Override
        public void binary(byte[] bytes) {}

        @Override
        public void handled() {}

        @Override
        public void close(int code, String reason) {}

        @Override
        public void deny(ErrorBody error, @Nullable String traceId) {}
    }
}
