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
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Actors that speak over raw WebSockets. Each is confined to its turn. */
final class RawWebSocketActors {

    private RawWebSocketActors() {}

    /** Answers a few questions and echoes everything else; its sockets stay open while it sleeps. */
    @ActorType("rawWebSocketActor")
    @ActorOptions(canHibernateWebSocket = true, sleepTimeoutMillis = 250)
    static final class Answering extends Actor<Answering.Memory> {

        record Memory(int connectionCount, int messageCount, List<Integer> indexedMessageOrder) {

            Memory opened() {
                return new Memory(connectionCount + 1, messageCount, indexedMessageOrder);
            }

            Memory closed() {
                return new Memory(connectionCount - 1, messageCount, indexedMessageOrder);
            }

            Memory received() {
                return new Memory(connectionCount, messageCount + 1, indexedMessageOrder);
            }

            /** The last received message was one to remember. */
            Memory indexed() {
                return new Memory(
                        connectionCount,
                        messageCount,
                        Stream.concat(indexedMessageOrder.stream(), Stream.of(messageCount))
                                .toList());
            }
        }

        /** What callers are told. */
        record Stats(int connectionCount, int messageCount) {}

        @Override
        protected Memory createState(CreateRequest request) {
            return new Memory(0, 0, List.of());
        }

        @Override
        protected void onWebSocket(WebSocketSession session) {
            if (!session.isRestored()) {
                int connectionCount = update(Memory::opened).connectionCount();
                session.send(Json.text(Map.of("type", "welcome", "connectionCount", connectionCount)));
            }
            session.onMessage(message -> {
                update(Memory::received);
                switch (message) {
                    case WebSocketMessage.Text(String text) -> answer(session, text);
                    case WebSocketMessage.Binary(byte[] bytes) -> session.send(bytes);
                }
            });
            session.onClose((code, reason) -> update(Memory::closed));
        }

        private void answer(WebSocketSession session, String text) {
            session.send(
                    switch (Json.typeOf(text)) {
                        case "ping" -> Json.text(Map.of("type", "pong", "timestamp", now().toEpochMilli()));
                        case "getStats" -> stats();
                        case "getRequestInfo" -> requestInfo(session);
                        case "indexedEcho" -> indexedEcho(text);
                        case "getIndexedMessageOrder" ->
                            Json.text(Map.of("type", "indexedMessageOrder", "order", state().indexedMessageOrder()));
                        default -> text;
                    });
        }

        private String stats() {
            return Json.text(Map.of(
                    "type", "stats",
                    "connectionCount", state().connectionCount(),
                    "messageCount", state().messageCount()));
        }

        private static String requestInfo(WebSocketSession session) {
            return Json.text(Map.of(
                    "type",
                    "requestInfo",
                    "url",
                    session.url(),
                    "pathname",
                    session.path(),
                    "search",
                    session.query().isEmpty() ? "" : "?" + session.query()));
        }

        /** The number is this actor's own: messages have none. */
        private String indexedEcho(String text) {
            return Json.text(Map.of(
                    "type", "indexedEcho",
                    "payload", Json.field(text, "payload"),
                    "rivetMessageIndex", update(Memory::indexed).messageCount()));
        }

        @Action
        public boolean triggerSleep() {
            sleep();
            return true;
        }

        @ReadOnly
        @Action
        public Stats getStats() {
            return new Stats(state().connectionCount(), state().messageCount());
        }
    }

    /** Answers bytes with the same bytes, the last first. */
    @ActorType("rawWebSocketBinaryActor")
    static final class Reversing extends Actor<Void> {

        @Override
        protected void onWebSocket(WebSocketSession session) {
            session.onMessage(message -> {
                if (message instanceof WebSocketMessage.Binary(byte[] bytes)) {
                    session.send(reversed(bytes));
                }
            });
        }

        private static byte[] reversed(byte[] bytes) {
            byte[] reversed = new byte[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                reversed[i] = bytes[bytes.length - 1 - i];
            }
            return reversed;
        }
    }

    /** Takes its time to welcome a socket. */
    @ActorType("rawWebSocketAsyncOpenActor")
    @ActorOptions(sleepGracePeriodMillis = 2000)
    static final class SlowOpening extends Actor<SlowOpening.Opens> {

        record Opens(int openCount) {}

        private static final Duration A_MOMENT = Duration.ofMillis(10);

        @Override
        protected Opens createState(CreateRequest request) {
            return new Opens(0);
        }

        @Override
        protected void onWebSocket(WebSocketSession session) throws InterruptedException {
            update(state -> new Opens(state.openCount() + 1));
            pause(A_MOMENT);
            session.send(Json.text(Map.of("type", "async-open", "openCount", state().openCount())));
        }

        @ReadOnly
        @Action
        public int getOpenCount() {
            return state().openCount();
        }
    }

    /** Gives a socket a connection state and tells it. */
    @ActorType("rawWebSocketConnContextActor")
    static final class WithConnectionState extends Actor<Void> {

        record Opened(boolean opened, String connId) {}

        @Override
        protected void onWebSocket(WebSocketSession session) {
            String connectionId = session.connection().id();
            session.connection().setState(new Opened(true, connectionId));
            Opened state = session.connection().state(Opened.class);
            session.send(Json.text(Map.of(
                    "type",
                    "conn-context",
                    "connId",
                    connectionId,
                    "state",
                    Map.of("opened", state.opened(), "connId", state.connId()))));
        }
    }
}
