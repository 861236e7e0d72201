package dev.dowel.rocksdb;

import java.util.Map;
import org.rocksdb.AbstractWalFilter;
import org.rocksdb.WalProcessingOption;
import org.rocksdb.WriteBatch;

/**
 * Leaves one group out when the log is read at opening: the one whose commit was reported as failed. Called by the thread
 * that opens the database.
 */
final class SuspectFilter extends AbstractWalFilter {

    private static final LogRecordFoundResult LEAVE_OUT =
            new LogRecordFoundResult(WalProcessingOption.IGNORE_CURRENT_RECORD, false);

    private final GroupId suspect;

    SuspectFilter(GroupId suspect) {
        this.suspect = suspect;
    }

    @Override
    public LogRecordFoundResult logRecordFound(
            long logNumber, String logFileName, WriteBatch batch, WriteBatch newBatch) {
        return GroupBytes.isGroup(bytesOf(batch), suspect) ? LEAVE_OUT : LogRecordFoundResult.CONTINUE_UNCHANGED;
    }

    private static byte[] bytesOf(WriteBatch batch) {
        try {
            return batch.data();
        } catch (org.rocksdb.RocksDBException e) {
            throw new IllegalStateException("A log record cannot be read", e);
        }
    }

    @Override
    public void columnFamilyLogNumberMap(Map<Integer, Long> logNumbers, Map<String, Integer> familyIds) {}

    @Override
    public String name() {
        return "dowel.suspect";
    }
}
