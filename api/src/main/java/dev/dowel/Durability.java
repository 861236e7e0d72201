package dev.dowel;

/** When the outputs of a turn may leave, and so what an acknowledgement means. Immutable. */
public enum Durability {
    /** Replies and events leave after the turn's commit is on disk. The default. */
    SYNCED,
    /**
     * Replies and events leave at once; the state is written at most {@link ActorOptions#stateSaveIntervalMillis()}
     * later. A crash may lose that much of what was acknowledged.
     */
    RELAXED
}
