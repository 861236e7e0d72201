package dev.dowel.conformance.suite;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorOptions;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.HttpRequest;
import dev.dowel.HttpResponse;
import dev.dowel.ReadOnly;
import dev.dowel.WebSocketSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Actors that fall asleep, and what keeps them from it. Each is confined to its turn. */
final class SleepActors {

    static final long SLEEP_TIMEOUT_MILLIS = 1000;

    private SleepActors() {}

    /** Counts its sleep. */
    abstract static class Counting extends Actor<SleepCounts> {

        @Override
        protected SleepCounts createState(CreateRequest request) {
            return SleepCounts.NONE;
        }

        @Override
        protected void onWake() {
            update(SleepCounts::started);
        }

        @Override
        protected void onSleep() throws Exception {
            update(SleepCounts::slept);
        }

        @ReadOnly
        @Action
        public SleepCounts getCounts() {
            return state();
        }
    }

    /** Sleeps when it is idle or told to, and wakes when it has something to do. */
    @ActorType("sleep")
    @ActorOptions(sleepTimeoutMillis = SLEEP_TIMEOUT_MILLIS)
    static final class Plain extends Counting {

        @Action
        public void triggerSleep() {
            sleep();
        }

        @Action
        public void setAlarm(long delayMillis) {
            schedule().after(Duration.ofMillis(delayMillis), Plain::onAlarm);
        }

        @Action
        public void onAlarm() {
            log().debug("The alarm went off.");
        }
    }

    /** Has a call that takes as long as another call lets it. */
    @ActorType("sleepWithLongRpc")
    @ActorOptions(sleepTimeoutMillis = SLEEP_TIMEOUT_MILLIS)
    static final class LongCall extends Counting {

        private CountDownLatch finished = new CountDownLatch(1);

        @Action
        public void longRunningRpc() throws Exception {
            CountDownLatch mine = new CountDownLatch(1);
            finished = mine;
            broadcast("waiting");
            await(() -> mine.await(1, TimeUnit.MINUTES));
        }

        @Action
        public void finishLongRunningRpc() {
            finished.countDown();
        }
    }

    /** Never sleeps by itself. */
    @ActorType("sleepWithNoSleepOption")
    @ActorOptions(sleepTimeoutMillis = SLEEP_TIMEOUT_MILLIS, noSleep = true)
    static final class NoSleep extends Counting {}

    /** Has a plain request that takes as long as it says. */
    @ActorType("sleepWithRawHttp")
    @ActorOptions(sleepTimeoutMillis = SLEEP_TIMEOUT_MILLIS)
    static final class LongRequest extends Actor<LongRequest.Requests> {

        record Requests(int startCount, int sleepCount, int requestCount) {}

        @Override
        protected Requests createState(CreateRequest request) {
            return new Requests(0, 0, 0);
        }

        @Override
        protected void onWake() {
            update(state -> new Requests(state.startCount() + 1, state.sleepCount(), state.requestCount()));
        }

        @Override
        protected void onSleep() {
            update(state -> new Requests(state.startCount(), state.sleepCount() + 1, state.requestCount()));
        }

        @Override
        protected HttpResponse onRequest(HttpRequest request) throws InterruptedException {
            update(state -> new Requests(state.startCount(), state.sleepCount(), state.requestCount() + 1));
            if (!request.path().equals("/long-request")) {
                return HttpResponse.text("Not Found").withStatus(404);
            }
            pause(Duration.ofMillis(Long.parseLong(request.parameter("duration").orElse("1000"))));
            return HttpResponse.json(Map.of("completed", true));
        }

        @ReadOnly
        @Action
        public Requests getCounts() {
            return state();
        }
    }

    /** Uses a temporary variable when it is told to stop, in every activation. */
    @ActorType("sleepAbortListenerVarsActor")
    @ActorOptions(sleepTimeoutMillis = SLEEP_TIMEOUT_MILLIS)
    static final class StopListening extends Actor<StopListening.Observations> {

        record Observations(int startCount, int sleepCount, List<String> abortVarsSeenPerWake) {

            /** What the latest activation saw. */
            Observations seen(String observation) {
                List<String> changed = new ArrayList<>(abortVarsSeenPerWake);
                changed.set(startCount - 1, observation);
                return new Observations(startCount, sleepCount, changed);
            }
        }

        private static final Duration LONG = Duration.ofHours(1);

        private boolean toldToStop;

        @Override
        protected Observations createState(CreateRequest request) {
            return new Observations(0, 0, List.of());
        }

        @Override
        protected void onWake() {
            update(state -> {
                List<String> more = new ArrayList<>(state.abortVarsSeenPerWake());
                more.add("unset");
                return new Observations(state.startCount() + 1, state.sleepCount(), more);
            });
        }

        /** The end of a wait is what an actor hears of its stop. */
        @Override
        protected void run() {
            try {
                while (true) {
                    pause(LONG);
                }
            } catch (InterruptedException e) {
                toldToStop = isStopping();
                update(state -> state.seen(toldToStop ? "object" : "error: not stopping"));
            }
        }

        @Override
        protected void onSleep() {
            update(state -> new Observations(state.startCount(), state.sleepCount() + 1, state.abortVarsSeenPerWake()));
        }

        @Override
        protected void onWebSocket(WebSocketSession session) {
            session.send(Json.text(Map.of("type", "connected")));
        }

        @Action
        public void triggerSleep() {
            sleep();
        }

        @ReadOnly
        @Action
        public Observations getStatus() {
            return state();
        }
    }
}
