package dev.dowel.testkit;

/** Something that may go wrong in a simulation. Immutable. */
public enum Fault {
    /** The process dies: between calls, in the middle of one, before or right after a commit. Another one starts. */
    CRASH,
    /** An actor is put to sleep. */
    SLEEP,
    /** A commit fails, and the caller is told so. */
    FAILED_COMMIT,
    /** Time passes, from some milliseconds up to some hours. */
    TIME
}
