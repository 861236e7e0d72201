package dev.dowel.runtime;

import dev.dowel.CronJob;
import dev.dowel.ScheduledAction;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What can be known of an actor without asking it. Immutable.
 *
 * @param actor where it lives, and since when it is awake or asleep
 * @param actions what it has set to run once, as the last commit left it, earliest first
 * @param jobs its jobs, as the last commit left them, the one that is due next first
 * @param awakeFor what keeps it from going to sleep by itself, beside its idle time: {@code run}, {@code call}, {@code sender},
 *     {@code keep_awake}, {@code stream}, {@code socket}, {@code no_sleep}; empty while it sleeps
 */
public record Inspection(ActorView actor, List<ScheduledAction> actions, List<CronJob> jobs, Set<String> awakeFor) {

    public Inspection {
        actions = List.copyOf(actions);
        jobs = List.copyOf(jobs);
        awakeFor = Collections.unmodifiableSet(new TreeSet<>(awakeFor));
    }
}
