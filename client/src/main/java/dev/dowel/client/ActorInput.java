package dev.dowel.client;

import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.InputFormat;
import dev.dowel.protocol.Limits;
import dev.dowel.protocol.UnserializableValueException;
import dev.dowel.protocol.Values;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a new actor is created with, encoded once (protocol 2.3, 2.4).
 *
 * <p>Immutable.
 */
final class ActorInput {

    static final ActorInput NONE = new ActorInput(new byte[0]);

    private final byte[] cbor;

    private ActorInput(byte[] cbor) {
        this.cbor = cbor;
    }

    /**
     * Encodes an input; null is none.
     *
     * @param mostBytes what the way it will go can carry
     * @throws dev.dowel.ActorError {@code client.invalid_argument}, or {@code actor.input_too_large}
     */
    static ActorInput of(@Nullable Object value, int mostBytes) {
        if (value == null) {
            return NONE;
        }
        byte[] cbor;
        try {
            cbor = Values.encode(Dialect.COMPAT_CBOR, value);
        } catch (UnserializableValueException e) {
            throw ClientErrors.invalidArgument(e);
        }
        if (cbor.length > mostBytes) {
            throw ClientErrors.inputTooLarge(mostBytes, mostBytes < Limits.INPUT_BYTES);
        }
        return new ActorInput(cbor);
    }

    /** As the body of a management request has it. */
    Optional<String> base64() {
        return cbor.length == 0 ? Optional.empty() : Optional.of(InputFormat.toBase64(cbor));
    }

    /** As a query URL has it. */
    Optional<String> base64Url() {
        return cbor.length == 0 ? Optional.empty() : Optional.of(InputFormat.toBase64Url(cbor));
    }
}
