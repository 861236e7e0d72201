package dev.dowel.metrics;

import dev.dowel.ActorDefinition;
import dev.dowel.runtime.TurnOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Counts the turns of one type of actor by action and outcome. Thread safe.
 *
 * <p>What can be counted is known when the server starts, so what clients ask for makes no new series: what is neither an
 * action nor known here is {@code other}. A turn costs two looks into small maps.
 */
final class TurnMeters {

    /** What runs beside actions. Messages that are sent to queues count as {@code queue}, whatever their queue is called. */
    private static final Set<String> HOOKS = Set.of(
            "createState",
            "onWake",
            "onSleep",
            "onConnect",
            "onDisconnect",
            "canSubscribe",
            "onRequest",
            "onWebSocket",
            "run",
            "destroy",
            "schedule",
            "waitUntil",
            "onMessage",
            "onClose");

    private static final String QUEUE = "queue ";

    private final MeterRegistry registry;
    private final String actor;
    private final Map<String, OfAction> actions = new HashMap<>();
    private final OfAction queue;
    private final OfAction other;

    TurnMeters(MeterRegistry registry, ActorDefinition<?> definition) {
        this.registry = registry;
        this.actor = definition.name();
        this.queue = new OfAction("queue");
        this.other = new OfAction("other");
        actions.put("queue", queue);
        HOOKS.forEach(hook -> actions.put(hook, new OfAction(hook)));
        definition.actions().keySet().forEach(name -> actions.computeIfAbsent(name, OfAction::new));
    }

    void ended(String what, TurnOutcome outcome, long nanos) {
        OfAction action = actions.get(what);
        if (action == null) {
            action = what.startsWith(QUEUE) ? queue : other;
        }
        action.timer(outcome).record(nanos, TimeUnit.NANOSECONDS);
    }

    /** One action's or hook's timers; each is made when a turn first ends like that. Thread safe. */
    private final class OfAction {

        private final String name;
        private final Map<TurnOutcome, Timer> timers = new ConcurrentHashMap<>();

        OfAction(String name) {
            this.name = name;
        }

        Timer timer(TurnOutcome outcome) {
            Timer known = timers.get(outcome);
            return known != null ? known : timers.computeIfAbsent(outcome, this::register);
        }

        private Timer register(TurnOutcome outcome) {
            return Timer.builder("dowel.turns")
                    .description("Turns: runs of actors' actions and hooks, with the time their code waited")
                    .tags("actor", actor, "action", name)
                    .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }
}
