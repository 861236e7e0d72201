package dev.dowel.client;

/**
 * What is known of a request that decides after which errors it is sent again.
 *
 * <p>Immutable.
 *
 * @param recreates whether it creates its actor if there is none
 * @param idempotent whether carrying it out twice is the same as once, so that it is also sent again when nobody knows
 *     whether it has arrived
 */
record Repeats(boolean recreates, boolean idempotent) {

    /** A request that must not be carried out twice. */
    static Repeats ifNothingRan(boolean recreates) {
        return new Repeats(recreates, false);
    }
}
