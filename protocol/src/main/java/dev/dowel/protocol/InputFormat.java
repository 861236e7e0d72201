package dev.dowel.protocol;

import java.util.Base64;

/**
 * An actor's input as text: in the body of {@code /actors} (protocol 2.3) and in query URLs (protocol 2.4).
 *
 * <p>Static; any thread.
 */
public final class InputFormat {

    private InputFormat() {}

    /**
     * Reads the {@code input} member of {@code /actors}: standard base64 with padding.
     *
     * @throws WireException {@code guard.query_invalid_base64_input}, {@code guard.query_invalid_cbor_input} or {@code
     *     actor.input_too_large}
     */
    public static RawValue fromBase64(String text) {
        return decode(Base64.getDecoder(), text);
    }

    /**
     * Reads the {@code rvt-input} parameter: base64url, where padding may be left out.
     *
     * @throws WireException {@code guard.query_invalid_base64_input}, {@code guard.query_invalid_cbor_input} or {@code
     *     actor.input_too_large}
     */
    public static RawValue fromBase64Url(String text) {
        return decode(Base64.getUrlDecoder(), text);
    }

    private static RawValue decode(Base64.Decoder decoder, String text) {
        if (text.length() > (Limits.INPUT_BYTES + 2) / 3 * 4) {
            throw new WireException(
                    "actor", "input_too_large", "The input is larger than " + Limits.INPUT_BYTES + " bytes.");
        }
        byte[] cbor;
        try {
            cbor = decoder.decode(text);
        } catch (IllegalArgumentException e) {
            throw new WireException("guard", "query_invalid_base64_input", "The input is not valid base64.");
        }
        var scanner = new CborScanner(cbor, 0, cbor.length, Dialect.COMPAT_CBOR);
        try {
            scanner.skipValue();
            scanner.end();
        } catch (WireException e) {
            throw new WireException("guard", "query_invalid_cbor_input", "The input: " + e.getMessage());
        }
        return RawValue.of(cbor, Dialect.COMPAT_CBOR);
    }

    /** The form of {@link #fromBase64}. The input is encoded in {@link Dialect#COMPAT_CBOR}. */
    public static String toBase64(byte[] input) {
        return Base64.getEncoder().encodeToString(input);
    }

    /** The form of {@link #fromBase64Url}, without padding. The input is encoded in {@link Dialect#COMPAT_CBOR}. */
    public static String toBase64Url(byte[] input) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(input);
    }
}
