package dev.dowel.protocol;

/**
 * A value of this side that cannot be written as bytes: an unsupported type, a cycle, or too large. The message may name
 * classes and is meant for the log, never for clients.
 *
 * <p>Immutable.
 */
public final class UnserializableValueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnserializableValueException(String message) {
        super(message);
    }

    public UnserializableValueException(String message, Throwable cause) {
        super(message, cause);
    }
}
