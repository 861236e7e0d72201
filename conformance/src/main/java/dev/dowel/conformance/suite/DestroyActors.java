package dev.dowel.conformance.suite;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorKey;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.HttpRequest;
import dev.dowel.HttpResponse;
import dev.dowel.Queue;
import dev.dowel.QueueMessage;
import dev.dowel.ReadOnly;
import dev.dowel.WebSocketSession;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Actors that end themselves, and the one that hears of it. Each is confined to its turn. */
final class DestroyActors {

    private DestroyActors() {}

    private static String pathOf(ActorKey key) {
        return String.join("/", key.parts());
    }

    /** Remembers who was destroyed. */
    @ActorType("destroyObserver")
    static final class Observer extends Actor<Observer.Ended> {

        record Ended(List<String> destroyedActors) {}

        @Override
        protected Ended createState(CreateRequest request) {
            return new Ended(List.of());
        }

        @Action
        public void notifyDestroyed(String actorKey) {
            update(state -> new Ended(Stream.concat(state.destroyedActors().stream(), Stream.of(actorKey))
                    .toList()));
        }

        @ReadOnly
        @Action
        public boolean wasDestroyed(String actorKey) {
            return state().destroyedActors().contains(actorKey);
        }

        @Action
        public void reset() {
            setState(new Ended(List.of()));
        }
    }

    /** Has a state and a temporary variable to lose. */
    @ActorType("destroyActor")
    static final class Destroyed extends Actor<Destroyed.ValueAndKey> {

        record ValueAndKey(long value, String key) {}

        static final Queue<Long, @Nullable Void> VALUES = Queue.of("values", Long.class);

        private String ephemeral = "fresh";

        @Override
        protected ValueAndKey createState(CreateRequest request) {
            return new ValueAndKey(0, "");
        }

        @Override
        protected void onWake() {
            update(state -> new ValueAndKey(state.value(), pathOf(key())));
        }

        @Override
        protected HttpResponse onRequest(HttpRequest request) {
            return request.path().equals("/state")
                    ? HttpResponse.json(Map.of("key", state().key(), "value", state().value()))
                    : HttpResponse.status(404);
        }

        @Override
        protected void onWebSocket(WebSocketSession session) {
            session.send(
                    "{\"type\":\"welcome\",\"key\":\"%s\",\"value\":%d}".formatted(state().key(), state().value()));
        }

        @Override
        protected void onDestroy() {
            actor(Observer.class, "observer").call(Observer::notifyDestroyed, state().key());
        }

        @Action
        public long setValue(long value) {
            update(state -> new ValueAndKey(value, state.key()));
            saveState();
            return state().value();
        }

        @ReadOnly
        @Action
        public long getValue() {
            return state().value();
        }

        @Action
        public @Nullable Long receiveValue() throws InterruptedException {
            return queue(VALUES).next(Duration.ZERO).map(QueueMessage::body).orElse(null);
        }

        @Action
        public String setEphemeral(String value) {
            ephemeral = value;
            return ephemeral;
        }

        @Action
        public String getEphemeral() {
            return ephemeral;
        }

        @Action("destroy")
        public void end() {
            destroy();
        }
    }

    /** Looks at what it can know of its own end, before and after it asks for it. */
    @ActorType("destroyAbortSignalActor")
    static final class AbortSignal extends Actor<Void> {

        /** Whether it was stopping, and how often it was told so. */
        record Seen(
                boolean beforeDestroyAborted,
                boolean beforeDestroySignalAborted,
                boolean afterDestroyAborted,
                boolean afterDestroySignalAborted,
                int abortEventCountAfterDestroy) {}

        private static final Duration LONG = Duration.ofHours(1);

        private int stopsTold;

        @Override
        protected void run() throws InterruptedException {
            try {
                while (true) {
                    pause(LONG);
                }
            } catch (InterruptedException e) {
                stopsTold++;
                throw e;
            }
        }

        @Override
        protected void onDestroy() {
            actor(Observer.class, "observer").call(Observer::notifyDestroyed, pathOf(key()));
        }

        @Action
        public Seen requestDestroy() {
            boolean before = isStopping();
            destroy();
            return new Seen(before, before, isStopping(), isStopping(), stopsTold);
        }
    }
}
