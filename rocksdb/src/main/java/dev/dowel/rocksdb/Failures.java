package dev.dowel.rocksdb;

import dev.dowel.runtime.store.StoreException;
import dev.dowel.runtime.store.StoreException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** Puts RocksDB's errors into words for an operator: what happened, what it means, what to do. Static; any thread. */
final class Failures {

    private Failures() {}

    static StoreException opening(Path path, RocksDBException e) {
        if (isFull(e)) {
            return new StoreException(
                    Reason.DISK_FULL,
                    "The store in " + path + " cannot be opened: the disk is full. Free some space.",
                    e);
        }
        return switch (codeOf(e)) {
            case Corruption, NotFound, InvalidArgument, Incomplete, NotSupported -> damaged(path, e);
            default ->
                String.valueOf(e.getMessage()).contains("No such file or directory")
                        ? damaged(path, e)
                        : new StoreException(
                                reasonOf(e),
                                "The store in " + path + " cannot be opened: " + e.getMessage()
                                        + ". Check the disk and who may read and write these files.",
                                e);
        };
    }

    private static StoreException damaged(Path path, RocksDBException e) {
        return new StoreException(
                Reason.DAMAGED,
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
        return new StoreException(reasonOf(e), "Changes were not stored: " + reason + unlessNoted, e);
    }

    static StoreException stillFailing(Path path, IOException e) {
        Reason said = reasonOf(String.valueOf(e.getMessage()));
        return new StoreException(
                // Java does not pass on what the system says of a sync that failed.
                said == Reason.UNAVAILABLE ? Reason.IO_ERROR : said,
                "Changes were not stored: the store in " + path + " can still not be written: " + e.getMessage()
                        + ". Check the disk. The store tries again with the next commit.",
                e);
    }

    static StoreException reading(Path path, RocksDBException e) {
        if (codeOf(e) == Status.Code.Corruption) {
            return new StoreException(
                    Reason.DAMAGED,
                    "A file of the store in " + path + " is damaged: " + e.getMessage() + ". Restore a backup.",
                    e);
        }
        return new StoreException(
                reasonOf(e), "The store in " + path + " could not be read: " + e.getMessage() + ".", e);
    }

    private static Reason reasonOf(RocksDBException e) {
        if (isFull(e)) {
            return Reason.DISK_FULL;
        }
        if (codeOf(e) == Status.Code.Corruption) {
            return Reason.DAMAGED;
        }
        Reason said = reasonOf(String.valueOf(e.getMessage()));
        return said == Reason.UNAVAILABLE && codeOf(e) == Status.Code.IOError ? Reason.IO_ERROR : said;
    }

    /** The system's own words, which are the same in every library's messages. */
    private static Reason reasonOf(String message) {
        if (message.contains("Read-only file system")) {
            return Reason.READ_ONLY;
        }
        if (saysFull(message)) {
            return Reason.DISK_FULL;
        }
        return message.contains("Input/output error") ? Reason.IO_ERROR : Reason.UNAVAILABLE;
    }

    /** RocksDB has a code for the ordinary full disk; quotas and size limits it only passes on in words. */
    private static boolean isFull(RocksDBException e) {
        Status status = e.getStatus();
        return (status != null && status.getSubCode() == Status.SubCode.NoSpace)
                || saysFull(String.valueOf(e.getMessage()));
    }

    private static boolean saysFull(String message) {
        return message.contains("No space left on device")
                || message.contains("quota exceeded")
                || message.contains("File too large");
    }

    private static Status.Code codeOf(RocksDBException e) {
        Status status = e.getStatus();
        return status == null ? Status.Code.Undefined : status.getCode();
    }
}
