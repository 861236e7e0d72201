package dev.dowel.rocksdb;

import dev.dowel.runtime.store.ActorCommit;
import dev.dowel.runtime.store.ActorStore;
import dev.dowel.runtime.store.Alarm;
import dev.dowel.runtime.store.Directory;
import dev.dowel.runtime.store.Entry;
import dev.dowel.runtime.store.EntryKey;
import dev.dowel.runtime.store.EntryRange;
import dev.dowel.runtime.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The embedded store: all actors of one process in one directory, on RocksDB. Thread safe, but {@link #commit} and {@link
 * #probe} are for one thread at a time.
 *
 * <p>What was committed survives the death of the process and of the machine: {@code commit} returns after a sync. A
 * commit that failed is as if it had never been tried, and the next one tries anew, so that after a full disk the store
 * goes on without a restart.
 *
 * <p>All errors are {@link StoreException}s whose messages are written for an operator.
 */
public final class RocksDbStore implements ActorStore {

    private final DataDirectory data;
    private final Database database;
    private final Claims claims = new Claims();
    private final RocksDbDirectory directory;
    private final AlarmFloor floor = new AlarmFloor();
    private final EntryReader entries;
    private final GroupWriter writer;
    private final LogFilling filling;
    private GroupId lastGroup;

    private RocksDbStore(DataDirectory data, Database database, long run) {
        this.data = data;
        this.database = database;
        this.directory = new RocksDbDirectory(database, claims);
        this.entries = new EntryReader(database, claims, floor);
        this.writer = new GroupWriter(database.read(NativeDatabase::familyNumbers));
        this.lastGroup = new GroupId(run, 0);
        this.filling = LogFilling.begin(database, lastGroup);
    }

    /**
     * Opens the store in a directory, or makes one in an empty or missing directory. The directory belongs to the store
     * until it is closed.
     *
     * @throws StoreException if the directory is in use, may not be written, holds something else, is damaged, or was
     *     written by a newer version of Dowel; it is left as it was
     */
    public static RocksDbStore at(Path directory) {
        DataDirectory data = DataDirectory.open(directory);
        boolean opened = false;
        try {
            RocksDbStore store = open(data);
            opened = true;
            return store;
        } finally {
            if (!opened) {
                data.close();
            }
        }
    }

    private static RocksDbStore open(DataDirectory data) {
        Database database = Database.open(data);
        boolean opened = false;
        try {
            if (data.isNew()) {
                data.complete();
            }
            var store = new RocksDbStore(data, database, new SecureRandom().nextLong());
            opened = true;
            return store;
        } finally {
            if (!opened) {
                database.close();
            }
        }
    }

    @Override
    public byte @Nullable [] loadState(String actorId) {
        byte[] value = database.read(db -> db.get(Column.STATE, StoredKeys.id(actorId)));
        return value == null ? null : StoredValues.bytesIn(value);
    }

    @Override
    public byte @Nullable [] loadEntry(String actorId, EntryKey key) {
        return entries.entry(actorId, key);
    }

    @Override
    public List<Entry> loadEntries(String actorId, EntryRange range) {
        return entries.entries(actorId, range);
    }

    @Override
    public List<Alarm> alarms(@Nullable Alarm after, long until, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("A page has at least one alarm, not " + limit);
        }
        return entries.alarms(after, until, limit);
    }

    @Override
    public void commit(List<ActorCommit> group) {
        filling.await();
        List<HeldClaim> held = claims.startCommit(group);
        boolean written = false;
        try {
            floor.startCommit(group);
            lastGroup = lastGroup.next();
            database.write(lastGroup, writer.write(lastGroup, group, held));
            written = true;
        } finally {
            floor.endCommit();
            claims.endCommit(group, held, written);
        }
    }

    @Override
    public void probe() {
        lastGroup = lastGroup.next();
        database.write(lastGroup, new GroupBytes(lastGroup).toByteArray());
    }

    @Override
    public Directory directory() {
        return directory;
    }

    /**
     * Copies the store as it is now, while it is in use, into a directory that must not exist yet. On the same file
     * system most of the copy is hard links and takes no space at first. {@link #at} opens it like any other.
     *
     * @throws StoreException if the copy failed; what there is of it cannot be opened
     */
    public void checkpoint(Path target) {
        if (Files.exists(target)) {
            throw new StoreException(
                    "The copy's directory " + target + " exists already. Name one that does not.", null);
        }
        try {
            DataDirectory.create(target.toAbsolutePath());
            database.checkpoint(target.resolve(DataDirectory.DATABASE));
            DataDirectory.completeCopy(target);
        } catch (IOException e) {
            throw new StoreException("The copy to " + target + " failed: " + e.getMessage() + ". Delete it.", e);
        }
    }

    /**
     * Reads everything there is, compares it with its checksums, and what belongs together with each other. Changes nothing.
     * Nothing may be committed meanwhile. Takes as long as it takes to read the whole store.
     *
     * @throws StoreException if the store is closed
     */
    public StoreReport check() {
        return new StoreCheck(database).run();
    }

    /**
     * Copies a {@linkplain #checkpoint copy} of a store to where a server is to find it. The copy is only read, and stays.
     *
     * @param copy the directory of a whole store that nobody uses
     * @param target a directory that is empty or does not exist
     * @throws StoreException if the copy is not a whole store or is in use, or if the target is not empty or cannot be written;
     *     what was written to the target by then cannot be opened
     */
    public static void restore(Path copy, Path target) {
        new StoreFiles(copy).copyTo(target);
    }

    @Override
    public void close() {
        database.close();
        data.close();
    }
}
