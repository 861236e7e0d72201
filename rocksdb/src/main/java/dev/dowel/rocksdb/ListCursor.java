package dev.dowel.rocksdb;

/**
 * A place in the list of a name's actors, newest first. Immutable.
 *
 * <p>As text it is the time of creation and the actor's id, so that it stays good while actors come and go, and across
 * restarts.
 *
 * @param createdAt milliseconds since the epoch
 * @param actorId which of those created then
 */
record ListCursor(long createdAt, String actorId) {

    private static final char SEPARATOR = '.';

    static ListCursor parse(String text) {
        int separator = text.indexOf(SEPARATOR);
        if (separator < 0) {
            throw new IllegalArgumentException("Not a cursor of this store");
        }
        return new ListCursor(Long.parseLong(text.substring(0, separator)), text.substring(separator + 1));
    }

    @Override
    public String toString() {
        return createdAt + String.valueOf(SEPARATOR) + actorId;
    }
}
