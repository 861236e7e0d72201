package dev.dowel.conformance.suite;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorOptions;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.ReadOnly;
import dev.dowel.WebSocketMessage;
import dev.dowel.WebSocketSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Actors that sleep, or do not, with raw WebSockets open. Each is confined to its turn. */
final class SleepRawWebSocketActors {

    private SleepRawWebSocketActors() {}

    private static boolean isText(WebSocketMessage message, String expected) {
        return message instanceof WebSocketMessage.Text(String text) && text.equals(expected);
    }

    private static void sendType(WebSocketSession session, String type) {
        session.send(Json.text(Map.of("type", type)));
    }

    /** Is kept awake by its sockets, and counts them. */
    @ActorType("sleepWithRawWebSocket")
    @ActorOptions(sleepTimeoutMillis = SleepActors.SLEEP_TIMEOUT_MILLIS)
    static final class KeptAwake extends Actor<KeptAwake.Sockets> {

        record Sockets(int startCount, int sleepCount, int connectionCount) {

            Sockets connected(int more) {
                return new Sockets(startCount, sleepCount, connectionCount + more);
            }
        }

        @Override
        protected Sockets createState(CreateRequest request) {
            return new Sockets(0, 0, 0);
        }

        @Override
        protected void onWake() {
            update(state -> new Sockets(state.startCount() + 1, state.sleepCount(), state.connectionCount()));
        }

        @Override
        protected void onSleep() {
            update(state -> new Sockets(state.startCount(), state.sleepCount() + 1, state.connectionCount()));
        }

        @Override
        protected void onWebSocket(WebSocketSession session) {
            int connectionCount = update(state -> state.connected(1)).connectionCount();
            session.send(Json.text(Map.of("type", "connected", "connectionCount", connectionCount)));
            session.onMessage(message -> {
                if (message instanceof WebSocketMessage.Text(String text)) {
                    answer(session, text);
                }
            });
            session.onClose((code, reason) -> update(state -> state.connected(-1)));
        }

        private void answer(WebSocketSession session, String text) {
            switch (Json.typeOf(text)) {
                case "getCounts" ->
                    session.send(Json.text(Map.of(
                            "type", "counts",
                            "startCount", state().startCount(),
                            "sleepCount", state().sleepCount(),
                            "connectionCount", state().connectionCount())));
                case "keepAlive" -> sendType(session, "ack");
                default -> session.send(text);
            }
        }

        @ReadOnly
        @Action
        public Sockets getCounts() {
            return state();
        }
    }

    /** Says a word to every socket when it falls asleep. */
    @ActorType("sleepRawWsSendOnSleep")
    @ActorOptions(sleepTimeoutMillis = SleepActors.SLEEP_TIMEOUT_MILLIS)
    static sealed class SendOnSleep extends SleepActors.Counting permits DelayedSendOnSleep {

        private final List<WebSocketSession> sessions = new ArrayList<>();

        @Override
        protected void onSleep() throws Exception {
            super.onSleep();
            sayGoodbye();
        }

        final void sayGoodbye() {
            String sleeping = Json.text(Map.of("type", "sleeping", "sleepCount", state().sleepCount()));
            sessions.forEach(session -> session.send(sleeping));
        }

        @Override
        protected void onWebSocket(WebSocketSession session) {
            sessions.add(session);
            session.onClose((code, reason) -> sessions.remove(session));
            sendType(session, "connected");
        }

        @Action
        public void triggerSleep() {
            sleep();
        }
    }

    /** Does the same, slowly. */
    @ActorType("sleepRawWsDelayedSendOnSleep")
    @ActorOptions(sleepTimeoutMillis = SleepActors.SLEEP_TIMEOUT_MILLIS)
    static final class DelayedSendOnSleep extends SendOnSleep {

        private static final Duration DELAY = Duration.ofMillis(100);

        @Override
        protected void onSleep() throws Exception {
            update(SleepCounts::slept);
            pause(DELAY);
            sayGoodbye();
            pause(DELAY);
        }
    }

    /** Works longer at a message than its grace period allows. */
    @ActorType("sleepRawWsVarsExceedsGrace")
    @ActorOptions(sleepTimeoutMillis = 100, sleepGracePeriodMillis = 200)
    static final class ExceedsGrace extends Actor<ExceedsGrace.Handled> {

        record Handled(int startCount, int sleepCount, int handlerStarted, int handlerFinished) {}

        private static final Duration BEYOND_GRACE = Duration.ofSeconds(2);

        private boolean dirty;

        @Override
        protected Handled createState(CreateRequest request) {
            return new Handled(0, 0, 0, 0);
        }

        @Override
        protected void onWake() {
            update(state -> new Handled(
                    state.startCount() + 1, state.sleepCount(), state.handlerStarted(), state.handlerFinished()));
        }

        @Override
        protected void onSleep() {
            update(state -> new Handled(
                    state.startCount(), state.sleepCount() + 1, state.handlerStarted(), state.handlerFinished()));
        }

        @Override
        protected void onWebSocket(WebSocketSession session) {
            session.onMessage(message -> {
                if (isText(message, "slow-vars-work")) {
                    work(session);
                }
            });
            sendType(session, "connected");
        }

        private void work(WebSocketSession session) throws InterruptedException {
            update(state -> new Handled(
                    state.startCount(), state.sleepCount(), state.handlerStarted() + 1, state.handlerFinished()));
            sendType(session, "started");
            pause(BEYOND_GRACE);
            dirty = true;
            update(state -> new Handled(
                    state.startCount(),
                    state.sleepCount(),
                    state.handlerStarted(),
                    state.handlerFinished() + (dirty ? 1 : 0)));
        }

        @Action
        public void triggerSleep() {
            sleep();
        }

        @ReadOnly
        @Action
        public Handled getStatus() {
            return state();
        }
    }
}
