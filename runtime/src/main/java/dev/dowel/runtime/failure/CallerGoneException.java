package dev.dowel.runtime.failure;

import java.io.IOException;

/** The rest of a request's body will not arrive. Immutable. Whatever code makes of it, it is not the actor's failure. */
public final class CallerGoneException extends IOException {

    private static final long serialVersionUID = 1L;

    /** The cause is what the gateway saw of it. */
    public CallerGoneException(IOException cause) {
        super("The caller left before the body was complete.", cause);
    }

    /** Whether an exception came about because a caller left. */
    static boolean isBehind(Throwable thrown) {
        int depth = 0;
        for (Throwable cause = thrown; cause != null && depth < 32; cause = cause.getCause()) {
            if (cause instanceof CallerGoneException) {
                return true;
            }
            depth++;
        }
        return false;
    }
}
