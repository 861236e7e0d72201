package dev.dowel.rocksdb;

import dev.dowel.runtime.store.StoreException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rocksdb.RocksDB;

/** RocksDB's native code, loaded once in a process. Static; any thread. */
final class NativeLibrary {

    private NativeLibrary() {}

    /**
     * Loads it. The first time on a machine it is unpacked into the directory for temporary files.
     *
     * @throws StoreException if that is not possible
     */
    static void load() {
        try {
            if (!loadUnpacked()) {
                RocksDB.loadLibrary();
            }
        } catch (RuntimeException | UnsatisfiedLinkError e) {
            throw new StoreException(
                    "RocksDB's native library cannot be loaded: " + reason(e) + ". It is unpacked into "
                            + System.getProperty("java.io.tmpdir")
                            + ", which must have 20 MB of room and allow programs to be run; choose another directory with"
                            + " -Djava.io.tmpdir.",
                    e);
        }
    }

    /** False if there is no such file, or the file system does not allow programs to be run. */
    private static boolean loadUnpacked() {
        Optional<Path> directory = UnpackedLibrary.directory(Path.of(System.getProperty("java.io.tmpdir")));
        if (directory.isEmpty()) {
            return false;
        }
        try {
            RocksDB.loadLibrary(List.of(directory.get().toString()));
            return true;
        } catch (UnsatisfiedLinkError e) {
            return false; // RocksDB's own way is tried next, and says why that fails
        }
    }

    private static String reason(Throwable e) {
        Throwable cause = e.getCause();
        return cause == null ? String.valueOf(e.getMessage()) : cause.toString();
    }
}
