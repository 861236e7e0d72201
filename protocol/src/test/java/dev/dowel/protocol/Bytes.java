package dev.dowel.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Byte sequences as the protocol document prints them: hexadecimal digits and quoted texts, spaces anywhere. */
final class Bytes {

    private Bytes() {}

    static byte[] of(String notation) {
        var bytes = new ByteArrayOutputStream();
        String[] parts = notation.split("\"", -1);
        for (int i = 0; i < parts.length; i++) {
            byte[] part = i % 2 == 1
                    ? parts[i].getBytes(StandardCharsets.UTF_8)
                    : HexFormat.of().parseHex(parts[i].replaceAll("[\\s·]", ""));
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static RawValue json(String text) {
        return RawValue.of(utf8(text), Dialect.JSON);
    }

    static RawValue compat(String notation) {
        return RawValue.of(of(notation), Dialect.COMPAT_CBOR);
    }

    static RawValue nativeCbor(String notation) {
        return RawValue.of(of(notation), Dialect.NATIVE_CBOR);
    }

    static RawValue storage(String notation) {
        return RawValue.of(of(notation), Dialect.STORAGE);
    }
}
