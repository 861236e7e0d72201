package dev.dowel.conformance.suite;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorOptions;
import dev.dowel.ActorType;
import dev.dowel.ConnectRequest;
import dev.dowel.Connection;
import dev.dowel.CreateRequest;
import dev.dowel.ReadOnly;
import java.time.Duration;
import java.util.List;

/** Actors whose connections stay open while they sleep. Each is confined to its turn. */
final class HibernationActors {

    private static final long SLEEP_TIMEOUT_MILLIS = 500;

    private HibernationActors() {}

    /** How often an actor slept and woke. */
    record ActorCounts(int sleepCount, int wakeCount) {

        ActorCounts slept() {
            return new ActorCounts(sleepCount + 1, wakeCount);
        }

        ActorCounts woken() {
            return new ActorCounts(sleepCount, wakeCount + 1);
        }
    }

    /** Counts what happens to it and to its connections. */
    @ActorType("hibernationActor")
    @ActorOptions(sleepTimeoutMillis = SLEEP_TIMEOUT_MILLIS)
    static final class Hibernating extends Actor<ActorCounts> {

        /** What a connection remembers. */
        record Counts(int count, int connectCount, int disconnectCount) {}

        /** The part of it that hooks count. */
        record LifecycleCounts(int connectCount, int disconnectCount) {}

        @Override
        protected ActorCounts createState(CreateRequest request) {
            return new ActorCounts(0, 0);
        }

        @Override
        protected void onWake() {
            update(ActorCounts::woken);
        }

        @Override
        protected void onSleep() {
            update(ActorCounts::slept);
        }

        @Override
        protected Counts createConnectionState(ConnectRequest request) {
            return new Counts(0, 0, 0);
        }

        @Override
        protected void onConnect(Connection connection) {
            Counts counts = connection.state(Counts.class);
            connection.setState(new Counts(counts.count(), counts.connectCount() + 1, counts.disconnectCount()));
        }

        @Override
        protected void onDisconnect(Connection connection) {
            Counts counts = connection.state(Counts.class);
            connection.setState(new Counts(counts.count(), counts.connectCount(), counts.disconnectCount() + 1));
        }

        @ReadOnly
        @Action
        public String ping() {
            return "pong";
        }

        @Action
        public int connIncrement() {
            Counts counts = connection().state(Counts.class);
            connection().setState(new Counts(counts.count() + 1, counts.connectCount(), counts.disconnectCount()));
            return counts.count() + 1;
        }

        @Action
        public int getConnCount() {
            return connection().state(Counts.class).count();
        }

        @Action
        public LifecycleCounts getConnLifecycleCounts() {
            Counts counts = connection().state(Counts.class);
            return new LifecycleCounts(counts.connectCount(), counts.disconnectCount());
        }

        @Action
        public List<String> getConnectionIds() {
            return connections().stream().map(Connection::id).toList();
        }

        @ReadOnly
        @Action
        public ActorCounts getActorCounts() {
            return state();
        }

        @Action
        public void triggerSleep() {
            sleep();
        }
    }

    /** Takes its time to fall asleep, and says when it begins. */
    @ActorType("hibernationSleepWindowActor")
    @ActorOptions(sleepTimeoutMillis = SLEEP_TIMEOUT_MILLIS)
    static final class SleepWindow extends Actor<ActorCounts> {

        private static final Duration WINDOW = Duration.ofMillis(500);

        @Override
        protected ActorCounts createState(CreateRequest request) {
            return new ActorCounts(0, 0);
        }

        @Override
        protected void onWake() {
            update(ActorCounts::woken);
        }

        /** The pause commits what was done before, and so lets the event out. */
        @Override
        protected void onSleep() throws InterruptedException {
            update(ActorCounts::slept);
            broadcast("sleeping");
            pause(WINDOW);
        }

        @ReadOnly
        @Action
        public ActorCounts getActorCounts() {
            return state();
        }

        @Action
        public void triggerSleep() {
            sleep();
        }
    }
}
