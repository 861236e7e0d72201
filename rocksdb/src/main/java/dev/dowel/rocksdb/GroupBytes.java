package dev.dowel.rocksdb;

import java.util.Arrays;

/**
 * One write batch in RocksDB's own bytes, so that a whole group crosses into native code in one call. Confined to one
 * thread.
 *
 * <p>The layout is that of {@code db/write_batch.cc}, which is also what is in the log:
 *
 * <pre>
 *   sequence: 8 bytes, set by RocksDB · count of puts, deletes and ranges: 4 bytes, little-endian · records
 *   log data: 3, blob                          only in the log, not in the tables
 *   put:      5, family, key, value
 *   delete:   4, family, key
 *   range:   14, family, first key, key behind the last       deletes what is between, also what this batch put before
 * </pre>
 *
 * <p>The first record of ours is log data, the {@link GroupId}; {@link SuspectFilter} knows a group by it.
 */
final class GroupBytes {

    private static final int COUNT_OFFSET = 8;
    private static final int HEADER = 12;
    private static final int LOG_DATA = 3;
    private static final int FAMILY_DELETE = 4;
    private static final int FAMILY_PUT = 5;
    private static final int FAMILY_RANGE_DELETE = 14;

    private final BytesOut out = new BytesOut(4096);
    private int count;

    GroupBytes(GroupId id) {
        out.raw(new byte[HEADER]);
        out.octet(LOG_DATA).length(GroupId.BYTES).raw(id.toByteArray());
    }

    void put(int family, byte[] key, byte[] value) {
        out.octet(FAMILY_PUT).length(family).block(key).block(value);
        count++;
    }

    void delete(int family, byte[] key) {
        out.octet(FAMILY_DELETE).length(family).block(key);
        count++;
    }

    void deleteRange(int family, Span keys) {
        out.octet(FAMILY_RANGE_DELETE).length(family).block(keys.from()).block(keys.to());
        count++;
    }

    byte[] toByteArray() {
        out.overwriteLittleEndian32(COUNT_OFFSET, count);
        return out.toByteArray();
    }

    /** Whether bytes read from a log are the group with this id. */
    static boolean isGroup(byte[] batch, GroupId id) {
        byte[] mark = new GroupBytes(id).toByteArray();
        return batch.length >= mark.length && Arrays.equals(batch, HEADER, mark.length, mark, HEADER, mark.length);
    }
}
