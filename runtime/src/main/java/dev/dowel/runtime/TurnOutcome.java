package dev.dowel.runtime;

/** How a turn ended. Immutable. */
public enum TurnOutcome {
    /** Its effects happen, subject to the commit. */
    OK,
    /** It was undone, and its caller is told an error that is the caller's business: a user error, a bad argument. */
    ERROR,
    /** It was undone by an exception that its caller may not see; the log has it. */
    INTERNAL_ERROR,
    /** It was undone because its time was up. */
    TIMED_OUT,
    /** It was undone because the actor ended meanwhile. */
    STOPPED
}
