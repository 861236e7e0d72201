package dev.dowel.conformance.suite;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.ReadOnly;
import dev.dowel.UserError;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Actors that show the kinds of actions there are. Each is confined to its turn. */
final class ActionActors {

    private ActionActors() {}

    private static List<String> append(List<String> list, String last) {
        return Stream.concat(list.stream(), Stream.of(last)).toList();
    }

    /** Actions that only compute. */
    @ActorType("syncActionActor")
    static final class Sync extends Actor<Sync.Value> {

        record Value(long value) {}

        /** The value at a time; milliseconds since 1970. */
        record Snapshot(long currentValue, long timestamp) {}

        @Override
        protected Value createState(CreateRequest request) {
            return new Value(0);
        }

        @Action
        public long increment(@Nullable Long amount) {
            long by = amount == null ? 1 : amount;
            return update(state -> new Value(state.value() + by)).value();
        }

        @ReadOnly
        @Action
        public Snapshot getInfo() {
            return new Snapshot(state().value(), now().toEpochMilli());
        }

        @Action
        public void reset() {
            setState(new Value(0));
        }
    }

    /** Actions that give the turn back in between. */
    @ActorType("asyncActionActor")
    static final class Async extends Actor<Async.ValueAndData> {

        record ValueAndData(long value, @Nullable Fetched data) {}

        /** Something from elsewhere; milliseconds since 1970. */
        record Fetched(String id, long timestamp) {}

        @Override
        protected ValueAndData createState(CreateRequest request) {
            return new ValueAndData(0, null);
        }

        @Action
        public long delayedIncrement(@Nullable Long amount) throws Exception {
            long by = await(() -> amount == null ? 1 : amount);
            return update(state -> new ValueAndData(state.value() + by, state.data()))
                    .value();
        }

        @Action
        public Fetched fetchData(String id) throws Exception {
            Fetched fetched = await(() -> new Fetched(id, now().toEpochMilli()));
            update(state -> new ValueAndData(state.value(), fetched));
            return fetched;
        }

        @Action
        public String asyncWithError(boolean shouldError) throws Exception {
            return await(() -> {
                if (shouldError) {
                    throw new UserError("user_error", "Intentional error");
                }
                return "Success";
            });
        }
    }

    /** Actions that overtake each other while they wait. */
    @ActorType("concurrentActionActor")
    static final class Concurrent extends Actor<Concurrent.Events> {

        record Events(List<String> events) {}

        @Override
        protected Events createState(CreateRequest request) {
            return new Events(List.of());
        }

        @Action
        public String runWithDelay(String label, long delayMillis) throws InterruptedException {
            update(state -> new Events(append(state.events(), "start:" + label)));
            pause(Duration.ofMillis(delayMillis));
            update(state -> new Events(append(state.events(), "finish:" + label)));
            return label;
        }

        @ReadOnly
        @Action
        public List<String> getEvents() {
            return state().events();
        }
    }

    /** Actions with dots in their names. */
    @ActorType("nestedActionActor")
    static final class Nested extends Actor<Nested.Total> {

        record Total(double total) {}

        @Override
        protected Total createState(CreateRequest request) {
            return new Total(0);
        }

        @Action("calculator.add")
        public double add(double amount) {
            return update(state -> new Total(state.total() + amount)).total();
        }

        @ReadOnly
        @Action("calculator.read")
        public double read() {
            return state().total();
        }
    }

    /** Actions whose end is known before they wait. */
    @ActorType("promiseActor")
    static final class Promises extends Actor<Promises.Results> {

        record Results(List<String> results) {}

        @Override
        protected Results createState(CreateRequest request) {
            return new Results(List.of());
        }

        @ReadOnly
        @Action
        public String resolvedPromise() {
            return "resolved value";
        }

        @Action
        public String delayedPromise() throws Exception {
            update(state -> new Results(append(state.results(), "delayed")));
            return await(() -> "delayed value");
        }

        @Action
        public String rejectedPromise() throws Exception {
            return await(() -> {
                throw new UserError("user_error", "promised rejection");
            });
        }

        @ReadOnly
        @Action
        public List<String> getResults() {
            return state().results();
        }
    }
}
