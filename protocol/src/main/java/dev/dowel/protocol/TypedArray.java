package dev.dowel.protocol;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a JavaScript typed array in CBOR (RFC 8746, tags 64 to 87). Arrays of single bytes are not among them:
 * they are bytes.
 *
 * <p>Not thread safe; one array each.
 */
final class TypedArray {

    private static final int FIRST_TAG = 64;
    private static final int LAST_TAG = 87;

    private final boolean isFloat;
    private final boolean isSigned;
    private final int width;
    private final ByteOrder order;
    private ByteBuffer elements = ByteBuffer.allocate(0);

    private TypedArray(boolean isFloat, boolean isSigned, int width, ByteOrder order) {
        this.isFloat = isFloat;
        this.isSigned = isSigned;
        this.width = width;
        this.order = order;
    }

    /** The array a tag announces; null if the tag announces none, bytes, or floats of 128 bits. */
    static @Nullable TypedArray ofTag(long tag) {
        if (tag < FIRST_TAG || tag > LAST_TAG) {
            return null;
        }
        // The tag's bits are 0b010_f_s_e_ll: float, signed, little-endian, length.
        int bits = (int) tag;
        boolean isFloat = (bits & 16) != 0;
        int width = 1 << ((bits & 3) + (isFloat ? 1 : 0));
        if (width == 1 || width == 16) {
            return null;
        }
        ByteOrder order = (bits & 4) != 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        return new TypedArray(isFloat, (bits & 8) != 0, width, order);
    }

    void assign(byte[] bytes) {
        elements = ByteBuffer.wrap(bytes).order(order);
    }

    boolean isWhole() {
        return elements.remaining() % width == 0;
    }

    boolean hasNext() {
        return elements.hasRemaining();
    }

    /** The next element: a {@code Double}, {@code Long} or {@code BigInteger}. */
    Number next() {
        return switch (width) {
            case 2 -> isFloat ? (Number) (double) Float.float16ToFloat(elements.getShort()) : (Number) shortElement();
            case 4 -> isFloat ? (Number) (double) elements.getFloat() : (Number) intElement();
            default -> isFloat ? (Number) elements.getDouble() : longElement();
        };
    }

    private long shortElement() {
        short value = elements.getShort();
        return isSigned ? value : Short.toUnsignedLong(value);
    }

    private long intElement() {
        int value = elements.getInt();
        return isSigned ? value : Integer.toUnsignedLong(value);
    }

    /** BigInt64Array and BigUint64Array. */
    private BigInteger longElement() {
        long value = elements.getLong();
        return isSigned || value >= 0 ? BigInteger.valueOf(value) : new BigInteger(Long.toUnsignedString(value));
    }
}
