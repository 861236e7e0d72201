package dev.dowel.rocksdb;

import java.util.Objects;
import java.util.Properties;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.WALRecoveryMode;

/**
 * Every number RocksDB is given, and why. Static; called when the database is opened.
 *
 * <p>Native memory this bounds: {@link #BLOCK_CACHE_BYTES} for blocks, indexes and filters, {@link #WRITE_BUFFERS_BYTES} for
 * what is not flushed yet, and file handles for {@link #OPEN_FILES}. None grows with the number of stored actors.
 */
final class Tuning {

    /** Small buffers: the log is short, so that opening after a crash is quick, and old log files come back early. */
    static final long WRITE_BUFFER_BYTES = 8L << 20;

    /** All families' buffers together; beyond it the fullest is flushed. */
    static final long WRITE_BUFFERS_BYTES = 64L << 20;

    /**
     * How many range deletions a buffer holds before it is flushed. The first read after one sorts all of the buffer's
     * anew, which is milliseconds when there are tens of thousands of them; those in tables are sorted already.
     */
    static final int RANGE_DELETIONS = 1000;

    /**
     * How many deleted keys one step of a reader may pass in a buffer of the queues' family before the buffer is flushed:
     * a millisecond's. They go away when tables are compacted, and only then.
     */
    static final int STEPS_UNTIL_FLUSH = 10_000;

    /** A table of the queues' family is compacted soon if half of any thousand neighbours in it are deletions. */
    static final String COMPACTED_WHEN_HALF_DELETED =
            "{id=CompactOnDeletionCollector;window_size=1000;deletion_trigger=500;deletion_ratio=0}";

    /** How much log there may be before a rarely written family is flushed to let go of it. */
    static final long LOG_BYTES = 40L << 20;

    /**
     * Log files kept to be written over. The sync of a file that does not grow is one write; that of one that does must
     * write its new length and extents too.
     */
    static final int RECYCLED_LOGS = 4;

    /** How much of the first log is filled before it is used: about what is written to it until the next one begins. */
    static final int FILLED_LOG_BYTES = 8 << 20;

    static final long BLOCK_CACHE_BYTES = 32L << 20;
    static final int OPEN_FILES = 512;
    static final double FILTER_BITS_PER_KEY = 10;
    static final long INFO_LOG_BYTES = 1L << 20;
    static final int INFO_LOGS = 3;

    private Tuning() {}

    static DBOptions database(NativeHandles handles, boolean create) {
        return handles.own(new DBOptions())
                .setCreateIfMissing(create)
                .setCreateMissingColumnFamilies(true)
                // A torn last record ends the log. Every other mode either refuses recycled logs or skips over holes.
                .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
                .setRecycleLogFileNum(RECYCLED_LOGS)
                .setMaxTotalWalSize(LOG_BYTES)
                .setDbWriteBufferSize(WRITE_BUFFERS_BYTES)
                // There is one writer.
                .setAllowConcurrentMemtableWrite(false)
                .setEnableWriteThreadAdaptiveYield(false)
                .setMaxOpenFiles(OPEN_FILES)
                .setMaxBackgroundJobs(2)
                .setMaxLogFileSize(INFO_LOG_BYTES)
                .setKeepLogFileNum(INFO_LOGS)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0);
    }

    /** What all families' tables have in common, the cache too. */
    static BlockBasedTableConfig tables(NativeHandles handles) {
        return new BlockBasedTableConfig()
                .setBlockCache(handles.own(new LRUCache(BLOCK_CACHE_BYTES)))
                .setFilterPolicy(handles.own(new BloomFilter(FILTER_BITS_PER_KEY)))
                .setCacheIndexAndFilterBlocks(true)
                .setPinL0FilterAndIndexBlocksInCache(true)
                .setFormatVersion(5);
    }

    static ColumnFamilyOptions family(NativeHandles handles, BlockBasedTableConfig tables) {
        return family(handles.own(new ColumnFamilyOptions()), tables);
    }

    /**
     * For keys that are written, read once and deleted. Whoever reads from a queue's beginning knows what it begins with and
     * steps over nothing; but a message that stays there makes readers step over all that came and went behind it.
     */
    static ColumnFamilyOptions passing(NativeHandles handles, BlockBasedTableConfig tables) {
        var deletions = new Properties();
        deletions.setProperty("memtable_op_scan_flush_trigger", Integer.toString(STEPS_UNTIL_FLUSH));
        deletions.setProperty("table_properties_collectors", COMPACTED_WHEN_HALF_DELETED);
        ColumnFamilyOptions options = ColumnFamilyOptions.getColumnFamilyOptionsFromProps(deletions);
        return family(handles.own(Objects.requireNonNull(options, "RocksDB does not know " + deletions)), tables);
    }

    private static ColumnFamilyOptions family(ColumnFamilyOptions options, BlockBasedTableConfig tables) {
        return options.setTableFormatConfig(tables)
                .setWriteBufferSize(WRITE_BUFFER_BYTES)
                .setMaxWriteBufferNumber(4)
                .setMemtableMaxRangeDeletions(RANGE_DELETIONS)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setBottommostCompressionType(CompressionType.ZSTD_COMPRESSION);
    }
}
