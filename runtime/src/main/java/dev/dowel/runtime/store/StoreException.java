package dev.dowel.runtime.store;

import org.jspecify.annotations.Nullable;

/** A store could not do what was asked: the disk is full, the directory locked, the format unknown. Immutable. */
public class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception whose message tells an operator what to do. */
    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
