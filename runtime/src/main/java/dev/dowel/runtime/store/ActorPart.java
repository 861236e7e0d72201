package dev.dowel.runtime.store;

/** What an actor's entries are for. Entries of one part are ordered by their keys' bytes. Immutable. */
public enum ActorPart {
    /** The actor's key-value store. */
    KV,
    /** The actor's schedules, cron jobs and their history. */
    SCHEDULE,
    /** The actor's queues: messages that wait, and what is known of them. */
    QUEUE
}
