package dev.dowel.conformance.suite;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.ReadOnly;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** An actor that commits in the middle of a call, and the one it tells so. Each is confined to its turn. */
final class SaveStateActors {

    private SaveStateActors() {}

    /** Remembers how far others got. */
    @ActorType("saveStateObserver")
    static final class Observer extends Actor<Observer.Phases> {

        record Phases(Map<String, String> phases) {

            Phases with(String actorKey, String phase) {
                Map<String, String> more = new HashMap<>(phases);
                more.put(actorKey, phase);
                return new Phases(more);
            }

            Phases without(String actorKey) {
                Map<String, String> fewer = new HashMap<>(phases);
                fewer.remove(actorKey);
                return new Phases(fewer);
            }
        }

        @Override
        protected Phases createState(CreateRequest request) {
            return new Phases(Map.of());
        }

        @Action
        public void recordPhase(String actorKey, String phase) {
            update(state -> state.with(actorKey, phase));
        }

        @ReadOnly
        @Action
        public @Nullable String getPhase(String actorKey) {
            return state().phases().get(actorKey);
        }

        @Action
        public void reset(String actorKey) {
            update(state -> state.without(actorKey));
        }
    }

    /** Commits, tells so, and never answers. */
    @ActorType("saveStateActor")
    static final class Saving extends Actor<Saving.Value> {

        record Value(int value) {}

        @Override
        protected Value createState(CreateRequest request) {
            return new Value(0);
        }

        @ReadOnly
        @Action
        public int getValue() {
            return state().value();
        }

        @Action
        public void saveImmediateAndBlock(int value) throws Exception {
            saveAndBlock(value, "immediate");
        }

        /** Saving at once is well within any longest wait. */
        @Action
        public void saveDeferredAndBlock(int value, long maxWaitMillis) throws Exception {
            saveAndBlock(value, "deferred");
        }

        private void saveAndBlock(int value, String phase) throws Exception {
            setState(new Value(value));
            saveState();
            actor(Observer.class, "observer").call(Observer::recordPhase, String.join("/", key().parts()), phase);
            CountDownLatch never = new CountDownLatch(1);
            await(() -> {
                never.await();
                return true;
            });
        }
    }
}
