package dev.dowel;

import org.jspecify.annotations.Nullable;

/**
 * An error an actor throws to tell its caller something: code, message and metadata reach the client unchanged.
 *
 * <p>Immutable. Every other exception an actor throws is masked as {@code rivetkit.internal_error}. Throwing rolls the
 * turn back: nothing the turn changed, sent or broadcast happens.
 *
 * {@snippet :
 * if (text.isBlank()) {
 *     throw new UserError("empty_message", "Say something.");
 * }
 * }
 */
public final class UserError extends ActorError {

    private static final long serialVersionUID = 1L;

    /** Creates an error without metadata. */
    public UserError(String code, String message) {
        this(code, message, null);
    }

    /**
     * Creates an error.
     *
     * @param metadata details for programs: any value an action could return, or null for none
     */
    public UserError(String code, String message, @Nullable Object metadata) {
        this(code, message, metadata, null);
    }

    private UserError(String code, String message, @Nullable Object metadata, @Nullable Source source) {
        super("user", code, message, metadata, null, null, source);
    }

    @Override
    public UserError from(Source actor) {
        return new UserError(code(), getMessage(), metadata(), actor);
    }
}
