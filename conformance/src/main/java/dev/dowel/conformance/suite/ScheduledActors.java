package dev.dowel.conformance.suite;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.KeyRange;
import dev.dowel.ReadOnly;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Actors that do things later. Each is confined to its turn. */
final class ScheduledActors {

    private ScheduledActors() {}

    /** Remembers which tasks ran. */
    @ActorType("scheduled")
    static final class Tasks extends Actor<Tasks.History> {

        record History(long lastRun, int scheduledCount, List<String> taskHistory) {

            History ran(Instant time) {
                return new History(time.toEpochMilli(), scheduledCount + 1, taskHistory);
            }

            History ran(Instant time, String taskId) {
                return new History(
                        time.toEpochMilli(),
                        scheduledCount + 1,
                        Stream.concat(taskHistory.stream(), Stream.of(taskId)).toList());
            }
        }

        /** A task and when it is due; milliseconds since 1970. */
        record Planned(String taskId, long scheduledFor) {}

        /** A run; milliseconds since 1970. */
        record Run(long time, int count) {}

        /** A run of a task with a name; milliseconds since 1970. */
        record TaskRun(String taskId, long time, int count) {}

        @Override
        protected History createState(CreateRequest request) {
            return new History(0, 0, List.of());
        }

        @Action
        public long scheduleTaskAt(long timestamp) {
            schedule().at(Instant.ofEpochMilli(timestamp), Tasks::onScheduledTask);
            return timestamp;
        }

        @Action
        public long scheduleTaskAfter(long delayMillis) {
            schedule().after(Duration.ofMillis(delayMillis), Tasks::onScheduledTask);
            return now().plusMillis(delayMillis).toEpochMilli();
        }

        @Action
        public Planned scheduleTaskAfterWithId(String taskId, long delayMillis) {
            schedule().after(Duration.ofMillis(delayMillis), Tasks::onScheduledTaskWithId, taskId);
            return new Planned(taskId, now().plusMillis(delayMillis).toEpochMilli());
        }

        @Action
        public long scheduleTask(long delayMillis) {
            return scheduleTaskAt(now().plusMillis(delayMillis).toEpochMilli());
        }

        @ReadOnly
        @Action
        public long getLastRun() {
            return state().lastRun();
        }

        @ReadOnly
        @Action
        public int getScheduledCount() {
            return state().scheduledCount();
        }

        @ReadOnly
        @Action
        public List<String> getTaskHistory() {
            return state().taskHistory();
        }

        @Action
        public boolean clearHistory() {
            setState(new History(0, 0, List.of()));
            return true;
        }

        @Action
        public void onScheduledTask() {
            History ran = update(state -> state.ran(now()));
            broadcast("scheduled", new Run(ran.lastRun(), ran.scheduledCount()));
        }

        @Action
        public void onScheduledTaskWithId(String taskId) {
            History ran = update(state -> state.ran(now(), taskId));
            broadcast("scheduledWithId", new TaskRun(taskId, ran.lastRun(), ran.scheduledCount()));
        }
    }

    /** Writes a log besides its state, here in its key-value store. */
    @ActorType("scheduledDb")
    static final class Logged extends Actor<Logged.Writes> {

        record Writes(int scheduledCount) {}

        private static final String LOG = "log:";

        @Override
        protected Writes createState(CreateRequest request) {
            return new Writes(0);
        }

        @Action
        public void scheduleDbWrite(long delayMillis) {
            schedule().after(Duration.ofMillis(delayMillis), Logged::onScheduledDbWrite);
        }

        @Action
        public void onScheduledDbWrite() {
            int number = update(state -> new Writes(state.scheduledCount() + 1)).scheduledCount();
            kv().putText(LOG + number, now().toString());
        }

        @ReadOnly
        @Action
        public int getLogCount() {
            return kv().list(KeyRange.prefix(LOG)).size();
        }

        @ReadOnly
        @Action
        public int getScheduledCount() {
            return state().scheduledCount();
        }
    }
}
