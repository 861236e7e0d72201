package dev.dowel.runtime.store;

import org.jspecify.annotations.Nullable;

/** A store could not do what was asked: the disk is full, the directory locked, the format unknown. Immutable. */
public class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What kind of trouble it is, for programs. Immutable. */
    public enum Reason {
        /** There is no room: the disk, a quota or a limit on the size of files. */
        DISK_FULL("disk_full"),
        /** The disk takes no changes. */
        READ_ONLY("read_only"),
        /** The disk, or what is between it and the store, returned an error. */
        IO_ERROR("io_error"),
        /** What was read is not what was written. */
        DAMAGED("damaged"),
        /** Anything else. */
        UNAVAILABLE("unavailable");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        /** Its name for programs of others. It does not change. */
        public String code() {
            return code;
        }
    }

    private final Reason reason;

    /** Creates an exception whose message tells an operator what to do. */
    public StoreException(String message, @Nullable Throwable cause) {
        this(Reason.UNAVAILABLE, message, cause);
    }

    /** Creates an exception whose message tells an operator what to do. */
    public StoreException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** What kind of trouble it is. */
    public Reason reason() {
        return reason;
    }
}
