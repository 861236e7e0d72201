package dev.dowel.rocksdb;

import dev.dowel.runtime.store.StoreException;
import java.nio.file.Path;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** Puts RocksDB's errors into words for an operator: what happened, what it means, what to do. Static; any thread. */
final class Failures {

    private Failures() {}

    static StoreException opening(Path path, RocksDBException e) {
        if (isFull(e)) {
            return new StoreException(
                    "The store in " + path + " cannot be opened: the disk is full. Free some space.", e);
        }
        return switch (codeOf(e)) {
            case Corruption, NotFound, InvalidArgument, Incomplete, NotSupported -> damaged(path, e);
            default ->
                String.valueOf(e.getMessage()).contains("No such file or directory")
                        ? damaged(path, e)
                        : new StoreException(
                                "The store in " + path + " cannot be opened: " + e.getMessage()
                                        + ". Check the disk and who may read and write these files.",
                                e);
        };
    }

    private static StoreException damaged(Path path, RocksDBException e) {
        return new StoreException(
                "The store in " + path + " is damaged: " + e.getMessage()
                        + ". Nothing was changed. Restore a backup, or move the directory away to start empty.",
                e);
    }

    static StoreException committing(Path path, RocksDBException e, boolean noted) {
        String reason = isFull(e)
                ? "the disk of " + path
                        + " is full. Free some space; the store goes on by itself, no restart is needed."
                : "the store in " + path + " could not be written: " + e.getMessage()
                        + ". Check the disk. The store tries again with the next commit.";
        String unlessNoted = noted
                ? ""
                : " This could not be noted on disk either: if the process ends before the store works again, these"
                        + " changes may or may not be there.";
        return new StoreException("Changes were not stored: " + reason + unlessNoted, e);
    }

    static StoreException reading(Path path, RocksDBException e) {
        if (codeOf(e) == Status.Code.Corruption) {
            return new StoreException(
                    "A file of the store in " + path + " is damaged: " + e.getMessage() + ". Restore a backup.", e);
        }
        return new StoreException("The store in " + path + " could not be read: " + e.getMessage() + ".", e);
    }

    /** RocksDB has a code for the ordinary full disk; quotas and size limits it only passes on in words. */
    private static boolean isFull(RocksDBException e) {
        Status status = e.getStatus();
        String text = String.valueOf(e.getMessage());
        return (status != null && status.getSubCode() == Status.SubCode.NoSpace)
                || text.contains("No space left on device")
                || text.contains("quota exceeded")
                || text.contains("File too large");
    }

    private static Status.Code codeOf(RocksDBException e) {
        Status status = e.getStatus();
        return status == null ? Status.Code.Undefined : status.getCode();
    }
}
