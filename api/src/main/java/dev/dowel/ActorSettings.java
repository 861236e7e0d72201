package dev.dowel;

import java.time.Duration;

/**
 * The settings of an actor, as {@link ActorOptions} or the definition's builder give them. Immutable.
 *
 * @param actionTimeout how long an action or a raw request may run
 * @param hookTimeout how long a hook may run
 * @param stateSaveInterval the longest time between a relaxed change and its write
 * @param durability what an acknowledgement means
 * @param sleepTimeout how long the actor is idle before it goes to sleep
 * @param sleepGracePeriod how long everything that ends an activation may take together
 * @param noSleep whether the actor never goes to sleep by itself
 * @param canHibernateWebSocket whether its raw WebSockets stay open while it sleeps; connections always do
 * @param maxQueueSize the most messages its queues have together
 * @param maxQueueMessageBytes the largest message of a queue, as it was sent
 */
public record ActorSettings(
        Duration actionTimeout,
        Duration hookTimeout,
        Duration stateSaveInterval,
        Durability durability,
        Duration sleepTimeout,
        Duration sleepGracePeriod,
        boolean noSleep,
        boolean canHibernateWebSocket,
        int maxQueueSize,
        int maxQueueMessageBytes) {

    /** The reference system's defaults, with synced durability. */
    public static final ActorSettings DEFAULTS = new ActorSettings(
            Duration.ofSeconds(60),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Durability.SYNCED,
            Duration.ofSeconds(30),
            Duration.ofSeconds(15),
            false,
            false,
            1_000,
            64 * 1_024);

    /** The same settings with another action timeout. */
    public ActorSettings withActionTimeout(Duration timeout) {
        return new ActorSettings(
                timeout,
                hookTimeout,
                stateSaveInterval,
                durability,
                sleepTimeout,
                sleepGracePeriod,
                noSleep,
                canHibernateWebSocket,
                maxQueueSize,
                maxQueueMessageBytes);
    }

    /** The same settings with another durability. */
    public ActorSettings withDurability(Durability meaning) {
        return new ActorSettings(
                actionTimeout,
                hookTimeout,
                stateSaveInterval,
                meaning,
                sleepTimeout,
                sleepGracePeriod,
                noSleep,
                canHibernateWebSocket,
                maxQueueSize,
                maxQueueMessageBytes);
    }

    /** The same settings with another time until the actor sleeps and another time for going to sleep. */
    public ActorSettings withSleep(Duration idle, Duration grace) {
        return new ActorSettings(
                actionTimeout,
                hookTimeout,
                stateSaveInterval,
                durability,
                idle,
                grace,
                noSleep,
                canHibernateWebSocket,
                maxQueueSize,
                maxQueueMessageBytes);
    }

    /** The same settings for an actor that never goes to sleep by itself. */
    public ActorSettings withoutSleep() {
        return new ActorSettings(
                actionTimeout,
                hookTimeout,
                stateSaveInterval,
                durability,
                sleepTimeout,
                sleepGracePeriod,
                true,
                canHibernateWebSocket,
                maxQueueSize,
                maxQueueMessageBytes);
    }

    /** The same settings for an actor whose raw WebSockets stay open while it sleeps. */
    public ActorSettings withHibernatingWebSockets() {
        return new ActorSettings(
                actionTimeout,
                hookTimeout,
                stateSaveInterval,
                durability,
                sleepTimeout,
                sleepGracePeriod,
                noSleep,
                true,
                maxQueueSize,
                maxQueueMessageBytes);
    }

    /** The same settings with other bounds of the queues: messages of all of them together, and bytes of one message. */
    public ActorSettings withQueueLimits(int messages, int messageBytes) {
        return new ActorSettings(
                actionTimeout,
                hookTimeout,
                stateSaveInterval,
                durability,
                sleepTimeout,
                sleepGracePeriod,
                noSleep,
                canHibernateWebSocket,
                messages,
                messageBytes);
    }
}
