package dev.dowel.protocol;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Base64Variant;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.Version;
import tools.jackson.core.base.ParserMinimalBase;
import tools.jackson.core.util.SimpleStreamReadContext;

/**
 * The tokens of one value as Jackson's data binding wants them, with the substitutions of protocol 3.2 undone: a BigInt is
 * an integer token, bytes and dates are embedded objects, undefined is null, an escaped array is an array.
 *
 * <p>Not thread safe; one value each.
 */
abstract class ValueParser extends ParserMinimalBase {

    // What is known of each array and object that is open.
    static final int OBJECT = 1;
    /** Nothing of it has been read yet. */
    static final int FRESH = 2;
    /** It is the second element of a pair that ends with it. */
    static final int IN_PAIR = 4;
    /** Its first string carries one $ too many. */
    static final int ESCAPED = 8;
    /** It is a set. */
    static final int SET = 16;
    /** It is in a pair whose end is marked. */
    static final int IN_MARKED_PAIR = 32;

    private static final Version VERSION = Version.unknownVersion();

    int depth;
    private byte[] frames = new byte[8];

    /** Whether a value follows the property name that was read last. */
    boolean valueIsNext;

    private String text = "";
    private NumberType numberType = NumberType.LONG;
    private long integer;
    private double real;
    private @Nullable Object object;
    private String[] names = new String[8];
    private @Nullable Object currentValue;
    private @Nullable TokenStreamContext context;

    ValueParser() {
        super(ObjectReadContext.empty());
    }

    // Frames

    final void push(int flags) {
        if (depth >= Limits.NESTING_DEPTH) {
            throw malformed("it is nested more than " + Limits.NESTING_DEPTH + " levels deep");
        }
        if (depth == frames.length) {
            frames = Arrays.copyOf(frames, 2 * depth);
            names = Arrays.copyOf(names, 2 * depth);
        }
        frames[depth++] = (byte) (flags | FRESH);
    }

    final int top() {
        return frames[depth - 1];
    }

    final boolean topIs(int flag) {
        return depth > 0 && (frames[depth - 1] & flag) != 0;
    }

    final void clearTop(int flag) {
        frames[depth - 1] &= (byte) ~flag;
    }

    final JsonToken pop() {
        depth--;
        return _updateToken((frames[depth] & OBJECT) != 0 ? JsonToken.END_OBJECT : JsonToken.END_ARRAY);
    }

    /** Whether the array whose start is the current token stands for a set. */
    final boolean atSet() {
        return currentToken() == JsonToken.START_ARRAY && topIs(SET);
    }

    abstract WireException malformed(String complaint);

    // Tokens

    final JsonToken name(String name) {
        names[depth - 1] = name;
        valueIsNext = true;
        return _updateToken(JsonToken.PROPERTY_NAME);
    }

    final JsonToken string(String value) {
        text = value;
        if (topIs(ESCAPED)) {
            text = value.substring(1);
            clearTop(ESCAPED);
        }
        return _updateToken(JsonToken.VALUE_STRING);
    }

    final JsonToken integer(long value) {
        numberType = NumberType.LONG;
        integer = value;
        return _updateToken(JsonToken.VALUE_NUMBER_INT);
    }

    final JsonToken integer(BigInteger value) {
        numberType = NumberType.BIG_INTEGER;
        object = value;
        return _updateToken(JsonToken.VALUE_NUMBER_INT);
    }

    final JsonToken real(double value) {
        numberType = NumberType.DOUBLE;
        real = value;
        return _updateToken(JsonToken.VALUE_NUMBER_FLOAT);
    }

    final JsonToken embedded(Object value) {
        object = value;
        return _updateToken(JsonToken.VALUE_EMBEDDED_OBJECT);
    }

    /** The integer in the second element of a BigInt pair. */
    final BigInteger parseBigInt(String digits) {
        int start = digits.startsWith("-") ? 1 : 0;
        boolean valid = digits.length() > start && digits.length() - start <= Limits.NUMBER_DIGITS;
        for (int i = start; valid && i < digits.length(); i++) {
            valid = digits.charAt(i) >= '0' && digits.charAt(i) <= '9';
        }
        if (!valid) {
            throw malformed("a bad $BigInt");
        }
        return new BigInteger(digits);
    }

    /** The bytes in the second element of a pair of bytes. */
    final byte[] parseBase64(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw malformed("bad base64");
        }
    }

    // What Jackson asks of a parser

    @Override
    public @Nullable String currentName() {
        // On the start of an array or object its own name is wanted, which belongs to the level above.
        int level = currentToken() == JsonToken.START_OBJECT || currentToken() == JsonToken.START_ARRAY
                ? depth - 2
                : depth - 1;
        return level < 0 || (frames[level] & OBJECT) == 0 ? null : names[level];
    }

    @Override
    public String getString() {
        JsonToken token = currentToken();
        if (token == null) {
            return "";
        }
        return switch (token) {
            case VALUE_STRING -> text;
            case PROPERTY_NAME -> names[depth - 1];
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> getNumberValue().toString();
            default -> token.asString();
        };
    }

    @Override
    public char[] getStringCharacters() {
        return getString().toCharArray();
    }

    @Override
    public int getStringLength() {
        return getString().length();
    }

    @Override
    public int getStringOffset() {
        return 0;
    }

    @Override
    public boolean hasStringCharacters() {
        return false;
    }

    @Override
    public NumberType getNumberType() {
        return numberType;
    }

    @Override
    public Number getNumberValue() {
        return switch (numberType) {
            case BIG_INTEGER -> getBigIntegerValue();
            case DOUBLE -> real;
            default -> integer;
        };
    }

    @Override
    public int getIntValue() {
        return (int) getLongValue();
    }

    @Override
    public long getLongValue() {
        return numberType == NumberType.LONG ? integer : getNumberValue().longValue();
    }

    @Override
    public BigInteger getBigIntegerValue() {
        return numberType == NumberType.BIG_INTEGER && object instanceof BigInteger big
                ? big
                : BigInteger.valueOf(getLongValue());
    }

    @Override
    public float getFloatValue() {
        return (float) getDoubleValue();
    }

    @Override
    public double getDoubleValue() {
        return numberType == NumberType.DOUBLE ? real : getNumberValue().doubleValue();
    }

    @Override
    public BigDecimal getDecimalValue() {
        return switch (numberType) {
            case BIG_INTEGER -> new BigDecimal(getBigIntegerValue());
            case DOUBLE -> BigDecimal.valueOf(real);
            default -> BigDecimal.valueOf(integer);
        };
    }

    @Override
    public boolean isNaN() {
        return currentToken() == JsonToken.VALUE_NUMBER_FLOAT && !Double.isFinite(real);
    }

    @Override
    public @Nullable Object getEmbeddedObject() {
        return currentToken() == JsonToken.VALUE_EMBEDDED_OBJECT ? object : null;
    }

    @Override
    public byte[] getBinaryValue(Base64Variant variant) {
        return getEmbeddedObject() instanceof byte[] bytes ? bytes : NO_BYTES;
    }

    @Override
    public TokenStreamContext streamReadContext() {
        if (context == null) {
            context = SimpleStreamReadContext.createRootContext(null);
        }
        return context;
    }

    @Override
    public @Nullable Object currentValue() {
        return currentValue;
    }

    @Override
    public void assignCurrentValue(@Nullable Object value) {
        currentValue = value;
    }

    @Override
    public Version version() {
        return VERSION;
    }

    @Override
    public TokenStreamLocation currentTokenLocation() {
        return TokenStreamLocation.NA;
    }

    @Override
    public TokenStreamLocation currentLocation() {
        return TokenStreamLocation.NA;
    }

    @Override
    public @Nullable Object streamReadInputSource() {
        return null;
    }

    @Override
    protected void _closeInput() {}

    @Override
    protected void _releaseBuffers() {}

    @Override
    protected void _handleEOF() {}
}
