package dev.dowel.rocksdb;

/**
 * What one commit group is told from every other by, also across restarts. Immutable.
 *
 * @param run random, drawn when the store was opened
 * @param number counts the groups since then
 */
record GroupId(long run, long number) {

    static final int BYTES = 2 * Long.BYTES;

    GroupId next() {
        return new GroupId(run, number + 1);
    }

    byte[] toByteArray() {
        return new BytesOut(BYTES).fixed64(run).fixed64(number).toByteArray();
    }
}
