package dev.dowel.runtime.simulation;

/**
 * What is sent to workers. Immutable.
 *
 * @param number no other message has it
 * @param manner what handling it is like
 * @param follower the number of another message, which handling this one sends
 * @param other the worker that one is sent to
 */
record Job(long number, Manner manner, long follower, String other) {

    /** What becomes of a message when it is handled. */
    enum Manner {
        PLAIN,
        /** The first attempt fails after its changes. */
        FAILS_ONCE,
        /** Two attempts fail after their changes. */
        FAILS_TWICE,
        /** Every attempt fails after its changes. */
        FAILS_ALWAYS,
        /** Others go on before it is handled. */
        SLOW,
        /** It is given back once, which is not an attempt. */
        POSTPONED,
        /** It is made a dead letter. */
        UNWANTED,
        /** The first attempt takes longer than it may. */
        OVERDUE,
        /** Its follower is sent in the same turn. */
        FOLLOWED,
        /** Its follower is sent to another worker, with an idempotency key. */
        FORWARDED;

        /** How many attempts fail. */
        int failures() {
            return switch (this) {
                case FAILS_ONCE -> 1;
                case FAILS_TWICE -> 2;
                case FAILS_ALWAYS -> Integer.MAX_VALUE;
                case PLAIN, SLOW, POSTPONED, UNWANTED, OVERDUE, FOLLOWED, FORWARDED -> 0;
            };
        }
    }

    /** A message that is just handled. */
    static Job plain(long number) {
        return new Job(number, Manner.PLAIN, 0, "");
    }
}
