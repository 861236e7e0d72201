package dev.dowel.rocksdb;

import dev.dowel.runtime.store.StoreException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Checkpoint;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * An open RocksDB and every native handle that belongs to it. The only class that owns any. Methods may be called from
 * several threads, but none during or after {@link #close}: native code does not check. {@link Database} sees to that.
 */
final class NativeDatabase implements AutoCloseable {

    /** A key and what is stored under it. Immutable, as long as nobody changes the arrays. */
    record Row(byte[] key, byte[] value) {}

    private static final int FILL_PIECE_BYTES = 256 * 1024;

    private final NativeHandles handles;
    private final RocksDB db;
    private final Map<Column, ColumnFamilyHandle> families;
    private final WriteOptions synced;

    private NativeDatabase(NativeHandles handles, RocksDB db, Map<Column, ColumnFamilyHandle> families) {
        this.handles = handles;
        this.db = db;
        this.families = families;
        this.synced = handles.own(new WriteOptions()).setSync(true);
    }

    /**
     * Opens a database and brings it to the end of its log.
     *
     * @param create whether there may be none yet; otherwise a missing one is an error, not a new one
     * @param suspect the group to leave out of the log, if any
     */
    static NativeDatabase open(Path path, boolean create, Optional<GroupId> suspect) throws RocksDBException {
        NativeLibrary.load();
        if (!create) {
            refuseUnknownFamilies(path);
        }
        var handles = new NativeHandles();
        boolean opened = false;
        try {
            DBOptions options = Tuning.database(handles, create);
            suspect.ifPresent(group -> options.setWalFilter(handles.own(new SuspectFilter(group))));
            var open = new ArrayList<ColumnFamilyHandle>();
            RocksDB db = handles.own(RocksDB.open(options, path.toString(), descriptors(handles), open));
            open.forEach(handles::own);
            opened = true;
            return new NativeDatabase(handles, db, byColumn(open));
        } finally {
            if (!opened) {
                handles.close();
            }
        }
    }

    private static void refuseUnknownFamilies(Path path) throws RocksDBException {
        try (var options = new Options()) {
            for (byte[] family : RocksDB.listColumnFamilies(options, path.toString())) {
                if (!Arrays.equals(family, RocksDB.DEFAULT_COLUMN_FAMILY)
                        && Column.ofFamily(family).isEmpty()) {
                    throw new StoreException(
                            "The store in " + path + " was written by a newer version of Dowel. Use that version.",
                            null);
                }
            }
        }
    }

    /** RocksDB insists on a default family. It stays empty. */
    private static List<ColumnFamilyDescriptor> descriptors(NativeHandles handles) {
        BlockBasedTableConfig tables = Tuning.tables(handles);
        ColumnFamilyOptions options = Tuning.family(handles, tables);
        ColumnFamilyOptions queues = Tuning.passing(handles, tables);
        var descriptors = new ArrayList<ColumnFamilyDescriptor>();
        descriptors.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, options));
        for (Column column : Column.values()) {
            descriptors.add(new ColumnFamilyDescriptor(column.familyName(), column == Column.QUEUE ? queues : options));
        }
        return descriptors;
    }

    /** The handles come in the order of the descriptors. */
    private static Map<Column, ColumnFamilyHandle> byColumn(List<ColumnFamilyHandle> open) {
        var families = new EnumMap<Column, ColumnFamilyHandle>(Column.class);
        var handles = open.iterator();
        handles.next();
        for (Column column : Column.values()) {
            families.put(column, handles.next());
        }
        return families;
    }

    /** The numbers by which batches name families. They stay the same for as long as the directory exists. */
    Map<Column, Integer> familyNumbers() {
        var numbers = new EnumMap<Column, Integer>(Column.class);
        families.forEach((column, family) -> numbers.put(column, family.getID()));
        return numbers;
    }

    byte @Nullable [] get(Column column, byte[] key) throws RocksDBException {
        return db.get(family(column), key);
    }

    /** The first keys of a span, at most so many. */
    List<byte[]> keys(Column column, Span span, int limit) throws RocksDBException {
        return scan(column, span, limit, false, RocksIterator::key);
    }

    /** The first or the last rows of a span, at most so many. */
    List<Row> rows(Column column, Span span, int limit, boolean reverse) throws RocksDBException {
        return scan(column, span, limit, reverse, iterator -> new Row(iterator.key(), iterator.value()));
    }

    /** The bounds tell RocksDB where to stop: it would step over everything that was deleted behind them otherwise. */
    private <T> List<T> scan(Column column, Span span, int limit, boolean reverse, Function<RocksIterator, T> row)
            throws RocksDBException {
        if (span.isEmpty()) {
            return List.of();
        }
        var found = new ArrayList<T>();
        try (var from = new Slice(span.from());
                var to = new Slice(span.to());
                var options = new ReadOptions().setIterateLowerBound(from).setIterateUpperBound(to);
                RocksIterator iterator = db.newIterator(family(column), options)) {
            if (reverse) {
                iterator.seekToLast();
            } else {
                iterator.seekToFirst();
            }
            while (iterator.isValid()) {
                found.add(row.apply(iterator));
                if (found.size() == limit) {
                    break; // a step more may lead over many deletions
                }
                if (reverse) {
                    iterator.prev();
                } else {
                    iterator.next();
                }
            }
            iterator.status();
        }
        return found;
    }

    /** Writes a batch (see {@link GroupBytes}) and syncs the log. */
    void write(byte[] batch) throws RocksDBException {
        try (var serialised = new WriteBatch(batch)) {
            db.write(synced, serialised);
        }
    }

    /**
     * Writes a log file full of nothing, and makes it the one that is written next: its syncs have neither a length nor
     * extents to write until it is full. Readers see nothing of it, and it leaves no table.
     *
     * @param bytes how much
     */
    void fillLog(int bytes) throws RocksDBException {
        byte[] piece = new byte[FILL_PIECE_BYTES];
        try (var unsynced = new WriteOptions()) {
            for (int written = 0; written < bytes; written += FILL_PIECE_BYTES) {
                try (var filler = new WriteBatch()) {
                    filler.putLogData(piece);
                    db.write(unsynced, filler);
                }
            }
            db.syncWal();
            startLog(unsynced); // lets go of the full one
            startLog(unsynced); // writes over it
        }
    }

    /** RocksDB begins a log when a family's buffer is written out, if there is anything in it: here two that undo each other. */
    private void startLog(WriteOptions unsynced) throws RocksDBException {
        byte[] key = {0};
        try (var nothing = new WriteBatch();
                var flush = new FlushOptions().setWaitForFlush(true)) {
            nothing.put(key, key);
            nothing.singleDelete(key);
            db.write(unsynced, nothing);
            db.flush(flush);
        }
    }

    /** Copies the database into a directory that must not exist; files that do not change any more are linked. */
    void checkpoint(Path target) throws RocksDBException {
        try (Checkpoint checkpoint = Checkpoint.create(db)) {
            checkpoint.createCheckpoint(target.toString());
        }
    }

    /** Reads every table and compares it with its checksums. */
    void verifyChecksums() throws RocksDBException {
        db.verifyChecksum();
    }

    /** What RocksDB says of itself. */
    String property(String name) throws RocksDBException {
        return db.getProperty(name);
    }

    private ColumnFamilyHandle family(Column column) {
        ColumnFamilyHandle family = families.get(column);
        if (family == null) {
            throw new IllegalStateException("No family for " + column);
        }
        return family;
    }

    @Override
    public void close() {
        handles.close();
    }
}
