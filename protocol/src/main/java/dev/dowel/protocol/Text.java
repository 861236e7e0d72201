package dev.dowel.protocol;

/**
 * What is needed of Unicode: strict UTF-8 and lone surrogates.
 *
 * <p>Static; any thread.
 */
final class Text {

    private Text() {}

    /** Whether a string has half of a surrogate pair, which UTF-8 cannot express. */
    static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    /** Whether the bytes are UTF-8 without overlong forms and surrogates (RFC 3629). */
    static boolean isUtf8(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            int length = sequenceLength(bytes, i, to);
            if (length == 0) {
                return false;
            }
            i += length;
        }
        return true;
    }

    /** The length of the UTF-8 sequence that begins at an index below {@code to}; 0 if it is not valid. */
    static int sequenceLength(byte[] bytes, int at, int to) {
        int lead = bytes[at];
        if (lead >= 0) {
            return 1;
        }
        int first = lead & 0xff;
        if (first < 0xc2 || first > 0xf4) {
            return 0;
        }
        if (first < 0xe0) {
            return to - at >= 2 && isContinuation(bytes[at + 1]) ? 2 : 0;
        }
        if (first < 0xf0) {
            return to - at >= 3 && isSecondOfThree(first, bytes[at + 1]) && isContinuation(bytes[at + 2]) ? 3 : 0;
        }
        return to - at >= 4
                        && isSecondOfFour(first, bytes[at + 1])
                        && isContinuation(bytes[at + 2])
                        && isContinuation(bytes[at + 3])
                ? 4
                : 0;
    }

    private static boolean isContinuation(byte b) {
        return (b & 0xc0) == 0x80;
    }

    private static boolean isSecondOfThree(int first, byte second) {
        int value = second & 0xff;
        return isContinuation(second) && (first != 0xe0 || value >= 0xa0) && (first != 0xed || value < 0xa0);
    }

    private static boolean isSecondOfFour(int first, byte second) {
        int value = second & 0xff;
        return isContinuation(second) && (first != 0xf0 || value >= 0x90) && (first != 0xf4 || value < 0x90);
    }
}
