package dev.dowel.protocol;

import org.jspecify.annotations.Nullable;

/**
 * An error as clients receive it, over HTTP (protocol 3.3) and over connections (protocol 4.2).
 *
 * <p>Immutable, if its metadata is.
 *
 * @param group the family of the error
 * @param code the error within its family
 * @param message for people
 * @param metadata details for programs: any value {@link Values} can encode; null for none. Metadata that cannot be
 *     encoded is left out when the error is written, because an error must always reach its caller: who creates the
 *     error checks it with {@link Values#encode} where the failure can still be reported.
 * @param actor where the error comes from, or null
 */
public record ErrorBody(
        String group,
        String code,
        String message,
        @Nullable Object metadata,
        @Nullable ActorSpecifier actor) {

    public ErrorBody(String group, String code, String message) {
        this(group, code, message, null, null);
    }

    /** The same error, said to come from that actor. */
    public ErrorBody withActor(@Nullable ActorSpecifier source) {
        return new ErrorBody(group, code, message, metadata, source);
    }
}
