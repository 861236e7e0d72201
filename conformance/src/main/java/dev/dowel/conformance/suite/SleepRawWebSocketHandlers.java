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
import java.util.Map;

/**
 * Actors whose raw WebSockets have slow handlers. Each is confined to its turn.
 *
 * <p>The suite knows two ways to set a handler, and there is one here: two actors do the same.
 */
final class SleepRawWebSocketHandlers {

    private static final long SLEEP_TIMEOUT_MILLIS = 100;
    private static final Duration SLOW = Duration.ofMillis(250);

    private SleepRawWebSocketHandlers() {}

    /** How far the handlers got. */
    record State(
            int startCount,
            int sleepCount,
            int messageStarted,
            int messageFinished,
            int closeStarted,
            int closeFinished) {

        static final State NEW = new State(0, 0, 0, 0, 0, 0);

        State woken() {
            return new State(startCount + 1, sleepCount, messageStarted, messageFinished, closeStarted, closeFinished);
        }

        State slept() {
            return new State(startCount, sleepCount + 1, messageStarted, messageFinished, closeStarted, closeFinished);
        }

        State message(int started, int finished) {
            return new State(
                    startCount,
                    sleepCount,
                    messageStarted + started,
                    messageFinished + finished,
                    closeStarted,
                    closeFinished);
        }

        State close(int started, int finished) {
            return new State(
                    startCount,
                    sleepCount,
                    messageStarted,
                    messageFinished,
                    closeStarted + started,
                    closeFinished + finished);
        }
    }

    /** What all of them do. */
    abstract static class Handling extends Actor<State> {

        /** Sets the handler it is about. */
        abstract void handle(WebSocketSession session);

        @Override
        protected State createState(CreateRequest request) {
            return State.NEW;
        }

        @Override
        protected void onWake() {
            update(State::woken);
        }

        @Override
        protected void onSleep() {
            update(State::slept);
        }

        @Override
        protected void onWebSocket(WebSocketSession session) {
            handle(session);
            session.send(Json.text(Map.of("type", "connected")));
        }

        @Action
        public void triggerSleep() {
            sleep();
        }

        @ReadOnly
        @Action
        public State getStatus() {
            return state();
        }
    }

    abstract static class SlowMessages extends Handling {

        @Override
        void handle(WebSocketSession session) {
            session.onMessage(message -> {
                if (message instanceof WebSocketMessage.Text(String text) && text.equals("track-message")) {
                    update(state -> state.message(1, 0));
                    session.send(Json.text(Map.of("type", "message-started")));
                    pause(SLOW);
                    update(state -> state.message(0, 1));
                }
            });
        }
    }

    abstract static class SlowCloses extends Handling {

        @Override
        void handle(WebSocketSession session) {
            session.onClose((code, reason) -> {
                update(state -> state.close(1, 0));
                pause(SLOW);
                update(state -> state.close(0, 1));
            });
        }
    }

    @ActorType("sleepRawWsAddEventListenerMessage")
    @ActorOptions(sleepTimeoutMillis = SLEEP_TIMEOUT_MILLIS)
    static final class MessageListener extends SlowMessages {}

    @ActorType("sleepRawWsOnMessage")
    @ActorOptions(sleepTimeoutMillis = SLEEP_TIMEOUT_MILLIS)
    static final class MessageProperty extends SlowMessages {}

    @ActorType("sleepRawWsAddEventListenerClose")
    @ActorOptions(sleepTimeoutMillis = SLEEP_TIMEOUT_MILLIS)
    static final class CloseListener extends SlowCloses {}

    @ActorType("sleepRawWsOnClose")
    @ActorOptions(sleepTimeoutMillis = SLEEP_TIMEOUT_MILLIS)
    static final class CloseProperty extends SlowCloses {}
}
