package dev.dowel.runtime;

/** Why an actor left memory. Immutable. */
public enum StopReason {
    /** It went to sleep. */
    SLEPT,
    /** It is destroyed. */
    DESTROYED,
    /** A commit failed: what it did since is forgotten. */
    DISCARDED,
    /** Its code did not end although its time was up, and it was given up while that code still runs. */
    ABANDONED,
    /** The server ends. */
    SHUTDOWN
}
