package dev.dowel.testkit;

import dev.dowel.ActorKey;
import java.util.Set;

/**
 * Whether an actor is awake, and why. Immutable.
 *
 * @param name the actor's type
 * @param key which of them
 * @param id its id
 * @param isAwake whether it is in memory
 * @param awakeFor what keeps it from going to sleep by itself: {@code run} (its {@code run()} has not ended), {@code call} (an
 *     action waits), {@code keep_awake}, {@code sender} (somebody waits for a message to be completed), {@code stream} (the body of
 *     an answer is being written), {@code socket} (a raw WebSocket that cannot hibernate), {@code no_sleep} (its settings); empty
 *     if only its idle time is not over
 */
public record ActorStatus(String name, ActorKey key, String id, boolean isAwake, Set<String> awakeFor) {}
