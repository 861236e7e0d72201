package dev.dowel;

import java.time.Duration;

/**
 * The settings of an actor, as {@link ActorOptions} or the definition's builder give them. Immutable.
 *
 * @param actionTimeout how long an action may run
 * @param hookTimeout how long a hook may run
 * @param stateSaveInterval the longest time between a relaxed change and its write
 * @param durability what an acknowledgement means
 */
public record ActorSettings(
        Duration actionTimeout, Duration hookTimeout, Duration stateSaveInterval, Durability durability) {

    /** The reference system's defaults, with synced durability. */
    public static final ActorSettings DEFAULTS =
            new ActorSettings(Duration.ofSeconds(60), Duration.ofSeconds(5), Duration.ofSeconds(1), Durability.SYNCED);

    /** The same settings with another action timeout. */
    public ActorSettings withActionTimeout(Duration timeout) {
        return new ActorSettings(timeout, hookTimeout, stateSaveInterval, durability);
    }

    /** The same settings with another durability. */
    public ActorSettings withDurability(Durability meaning) {
        return new ActorSettings(actionTimeout, hookTimeout, stateSaveInterval, meaning);
    }
}
