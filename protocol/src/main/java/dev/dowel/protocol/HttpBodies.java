package dev.dowel.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The bodies of stateless actions over HTTP (protocol 3.1 to 3.3).
 *
 * <p>Static; any thread.
 */
public final class HttpBodies {

    private HttpBodies() {}

    /**
     * Reads the body of a call. Missing args, and an empty body, are no arguments. The body must not be written to
     * afterwards: the arguments stay a slice of it.
     *
     * @throws WireException {@code actor.invalid_request} if it is malformed
     */
    public static RawValue readActionRequest(Encoding encoding, byte[] body) {
        Dialect dialect = ConnectionFrames.requestDialect(encoding);
        if (body.length == 0) {
            return EnvelopeReader.noArguments(dialect);
        }
        RawValue args = onlyValue(encoding, body, "args", dialect);
        return args != null ? args : EnvelopeReader.noArguments(dialect);
    }

    /**
     * The body of a successful answer.
     *
     * @param output the value in {@link ConnectionFrames#payloadDialect}; {@link Values#undefined} if there is none
     */
    public static byte[] actionResponse(Encoding encoding, byte[] output) {
        return switch (encoding) {
            case JSON -> JsonFrames.onlyMember("{\"output\":", output);
            case CBOR -> CborFrames.onlyMember("output", output);
            case BARE -> BareFrames.onlyValue(output);
        };
    }

    /** The body of an answer that is an error. */
    public static byte[] failure(Encoding encoding, ErrorBody error) {
        return switch (encoding) {
            case JSON -> JsonFrames.errorBody(error);
            case CBOR -> CborFrames.errorBody(error);
            case BARE -> BareFrames.errorBody(error);
        };
    }

    /**
     * The body of a call, as clients send it.
     *
     * @param args an array in {@link ConnectionFrames#requestDialect}, made by {@link Values#encodeArguments}
     */
    public static byte[] actionRequest(Encoding encoding, byte[] args) {
        return switch (encoding) {
            case JSON -> JsonFrames.onlyMember("{\"args\":", args);
            case CBOR -> CborFrames.onlyMember("args", args);
            case BARE -> BareFrames.onlyValue(args);
        };
    }

    /**
     * Reads the body of a successful answer. The body must not be written to afterwards: the value stays a slice of it.
     *
     * @throws WireException {@code actor.invalid_request} if it is malformed or has no output
     */
    public static RawValue readActionResponse(Encoding encoding, byte[] body) {
        RawValue output = onlyValue(encoding, body, "output", ConnectionFrames.payloadDialect(encoding));
        if (output == null) {
            throw WireException.invalidRequest("The response lacks the member \"output\".");
        }
        return output;
    }

    /**
     * Reads the body of an answer that is an error. The encoding is JSON if the answer says it is {@code
     * application/json}, whatever was asked for.
     *
     * @throws WireException {@code actor.invalid_request} if it is not an error body
     */
    public static ErrorBody readFailure(Encoding encoding, byte[] body) {
        return switch (encoding) {
            case JSON -> readFailure(new JsonScanner(body, 0, body.length));
            case CBOR -> readFailure(new CborScanner(body, 0, body.length, Dialect.COMPAT_CBOR));
            case BARE -> BareFrames.readErrorBody(body);
        };
    }

    private static ErrorBody readFailure(ItemScanner scanner) {
        ErrorBody error = new ErrorReader(scanner).body();
        scanner.end();
        return error;
    }

    private static @Nullable RawValue onlyValue(Encoding encoding, byte[] body, String member, Dialect dialect) {
        return switch (encoding) {
            case JSON -> EnvelopeReader.onlyMember(new JsonScanner(body, 0, body.length), member);
            case CBOR -> EnvelopeReader.onlyMember(new CborScanner(body, 0, body.length, dialect), member);
            case BARE -> BareFrames.readOnlyValue(body);
        };
    }
}
