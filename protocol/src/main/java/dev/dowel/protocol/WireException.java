package dev.dowel.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Input from the other side that cannot be accepted. Group, code and message are safe to send back: the message says
 * where and what, and repeats nothing of the input.
 *
 * <p>Immutable.
 */
public final class WireException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String group;
    private final String code;
    private final transient @Nullable Object metadata;

    public WireException(String group, String code, String message) {
        this(group, code, message, null);
    }

    public WireException(String group, String code, String message, @Nullable Object metadata) {
        // Client mistakes are frequent and their stack says nothing: none is recorded.
        super(message, null, false, false);
        this.group = group;
        this.code = code;
        this.metadata = metadata;
    }

    /** {@code actor.invalid_request}: the input does not have the form or the types it must have. */
    static WireException invalidRequest(String message) {
        return new WireException("actor", "invalid_request", message);
    }

    /** {@code actor.validation_error}: the arguments do not fit the action's parameters. */
    static WireException validationError(String message) {
        return new WireException("actor", "validation_error", message);
    }

    public String group() {
        return group;
    }

    public String code() {
        return code;
    }

    /** The message; never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    public @Nullable Object metadata() {
        return metadata;
    }

    /** The same error as a body that can be sent to the client. */
    public ErrorBody toErrorBody() {
        return new ErrorBody(group, code, getMessage(), metadata, null);
    }

    @Override
    public String toString() {
        return "WireException[" + group + "." + code + ": " + getMessage() + "]";
    }
}
