package dev.dowel.rocksdb;

import dev.dowel.runtime.store.StoreException;
import org.rocksdb.RocksDB;

/** RocksDB's native code, loaded once in a process. Static; any thread. */
final class NativeLibrary {

    private NativeLibrary() {}

    /**
     * Loads it. The first time, it is unpacked into the directory for temporary files.
     *
     * @throws StoreException if that is not possible
     */
    static void load() {
        try {
            RocksDB.loadLibrary();
        } catch (RuntimeException | UnsatisfiedLinkError e) {
            throw new StoreException(
                    "RocksDB's native library cannot be loaded: " + reason(e) + ". It is unpacked into "
                            + System.getProperty("java.io.tmpdir")
                            + ", which must have 20 MB of room and allow programs to be run; choose another directory with"
                            + " -Djava.io.tmpdir.",
                    e);
        }
    }

    private static String reason(Throwable e) {
        Throwable cause = e.getCause();
        return cause == null ? String.valueOf(e.getMessage()) : cause.toString();
    }
}
