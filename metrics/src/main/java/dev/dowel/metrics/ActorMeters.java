package dev.dowel.metrics;

import dev.dowel.ActorDefinition;
import dev.dowel.runtime.ActorListener;
import dev.dowel.runtime.StopReason;
import dev.dowel.runtime.TurnOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Counts what the actors of one type do. Thread safe. */
final class ActorMeters implements ActorListener {

    private final LongAdder loaded = new LongAdder();
    private final TurnMeters turns;
    private final Timer created;
    private final Timer woken;
    private final Map<StopReason, Counter> stops = new EnumMap<>(StopReason.class);
    private final Counter startFailures;
    private final Counter rejected;
    private final Counter queued;
    private final Counter handled;
    private final Counter givenUp;
    private final Timer lateness;

    ActorMeters(MeterRegistry registry, ActorDefinition<?> definition) {
        String actor = definition.name();
        turns = new TurnMeters(registry, definition);
        created = starts(registry, actor, "created");
        woken = starts(registry, actor, "woken");
        for (StopReason reason : StopReason.values()) {
            stops.put(
                    reason,
                    Counter.builder("dowel.actor.stops")
                            .description("Actors that left memory")
                            .tags("actor", actor, "reason", reason.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        Gauge.builder("dowel.actors.loaded", loaded, LongAdder::sum)
                .description("Actors in memory")
                .tag("actor", actor)
                .register(registry);
        startFailures = counter(registry, "dowel.actor.start.failures", "Actors that did not start", actor);
        rejected = counter(
                registry, "dowel.mailbox.rejected", "Messages that were refused because too many waited", actor);
        queued = counter(registry, "dowel.queue.sent", "Messages that were put into queues", actor);
        handled = counter(registry, "dowel.queue.handled", "Messages of queues that were handled", actor);
        givenUp = counter(registry, "dowel.queue.dead.lettered", "Messages that became dead letters", actor);
        lateness = Timer.builder("dowel.schedule.lateness")
                .description("Schedules and jobs that ran: how long after they were due")
                .tag("actor", actor)
                .register(registry);
    }

    private static Timer starts(MeterRegistry registry, String actor, String kind) {
        return Timer.builder("dowel.actor.starts")
                .description("Actors that came into memory: from the look into the store until they ran")
                .tags("actor", actor, "kind", kind)
                .register(registry);
    }

    private static Counter counter(MeterRegistry registry, String name, String description, String actor) {
        return Counter.builder(name)
                .description(description)
                .tag("actor", actor)
                .register(registry);
    }

    @Override
    public void turnEnded(String what, TurnOutcome outcome, long nanos) {
        turns.ended(what, outcome, nanos);
    }

    @Override
    public void started(boolean isNew, long nanos) {
        loaded.increment();
        (isNew ? created : woken).record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void startFailed() {
        startFailures.increment();
    }

    @Override
    public void stopped(StopReason reason) {
        loaded.decrement();
        Counter stop = stops.get(reason);
        if (stop != null) {
            stop.increment();
        }
    }

    @Override
    public void overloaded() {
        rejected.increment();
    }

    @Override
    public void messageQueued() {
        queued.increment();
    }

    @Override
    public void messageHandled() {
        handled.increment();
    }

    @Override
    public void messageGivenUp() {
        givenUp.increment();
    }

    @Override
    public void scheduleFired(long lateMillis) {
        lateness.record(lateMillis, TimeUnit.MILLISECONDS);
    }
}
