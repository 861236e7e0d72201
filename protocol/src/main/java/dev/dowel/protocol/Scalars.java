package dev.dowel.protocol;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdScalarSerializer;
import tools.jackson.databind.ser.std.ToStringSerializer;

/**
 * How the types without parts are read and written. Numbers are read as {@link NumberReading} says; everything that has a
 * text form of its own is a string.
 *
 * <p>Confined to the construction of a mapper.
 */
final class Scalars {

    private final SimpleModule module;
    private final boolean lenient;

    private Scalars(SimpleModule module, boolean lenient) {
        this.module = module;
        this.lenient = lenient;
    }

    /**
     * Adds them all.
     *
     * @param lenient whether null and missing values are read as null or zero
     */
    static void addTo(SimpleModule module, boolean lenient) {
        var scalars = new Scalars(module, lenient);
        scalars.addNumbers();
        scalars.addOthers();
        scalars.addOptionalNumbers();
        scalars.addTexts();
        scalars.addDates();
    }

    private void addNumbers() {
        both(long.class, Long.class, "an integer", NumberReading::int64, 0L);
        both(int.class, Integer.class, "an integer", NumberReading::int32, 0);
        both(short.class, Short.class, "an integer", NumberReading::int16, (short) 0);
        both(byte.class, Byte.class, "an integer", NumberReading::int8, (byte) 0);
        both(double.class, Double.class, "a number", NumberReading::float64, 0.0);
        both(float.class, Float.class, "a number", NumberReading::float32, 0.0f);
        one(BigInteger.class, "an integer", NumberReading::bigInteger);
        one(BigDecimal.class, "a decimal number", NumberReading::decimal);
        one(Number.class, "a number", NumberReading::any);
    }

    private void addOthers() {
        both(boolean.class, Boolean.class, "a boolean", Scalars::bool, false);
        both(char.class, Character.class, "a string of one character", Scalars::character, '\0');
        one(String.class, "a string", Scalars::string);
        one(CharSequence.class, "a string", Scalars::string);
        one(byte[].class, "a byte array", parser -> parser.getEmbeddedObject() instanceof byte[] bytes ? bytes : null);
    }

    private void addOptionalNumbers() {
        optional(OptionalLong.class, "an integer", NumberReading::int64, OptionalLong::of, OptionalLong.empty());
        optional(OptionalInt.class, "an integer", NumberReading::int32, OptionalInt::of, OptionalInt.empty());
        optional(OptionalDouble.class, "a number", NumberReading::float64, OptionalDouble::of, OptionalDouble.empty());
    }

    private void addTexts() {
        text(UUID.class, "a UUID", UUID::fromString);
        text(URI.class, "a URI", URI::create);
        text(Duration.class, "an ISO 8601 duration", Duration::parse);
        text(Period.class, "an ISO 8601 period", Period::parse);
        text(LocalDate.class, "an ISO 8601 date", LocalDate::parse);
        text(LocalTime.class, "an ISO 8601 time", LocalTime::parse);
        text(LocalDateTime.class, "an ISO 8601 date and time", LocalDateTime::parse);
        text(OffsetDateTime.class, "an ISO 8601 date and time", OffsetDateTime::parse);
        text(ZonedDateTime.class, "an ISO 8601 date and time", ZonedDateTime::parse);
        text(YearMonth.class, "an ISO 8601 year and month", YearMonth::parse);
        text(ZoneId.class, "a time zone", ZoneId::of);
    }

    private void addDates() {
        one(Instant.class, "a date", Scalars::instant);
        one(Date.class, "a date", parser -> {
            Instant instant = instant(parser);
            return instant == null ? null : Date.from(instant);
        });
        module.addSerializer(Instant.class, new DateWriter<>(Instant.class, Function.identity()));
        module.addSerializer(Date.class, new DateWriter<>(Date.class, Date::toInstant));
    }

    private <T> void both(
            Class<T> primitive, Class<T> boxed, String expected, ScalarReader.Reading<T> reading, T zero) {
        var reader = new ScalarReader<T>(primitive, expected, reading, lenient, zero);
        module.addDeserializer(primitive, reader);
        one(boxed, expected, reading);
        if (primitive != byte.class) {
            addArray(primitive, reader);
        }
    }

    @SuppressWarnings("unchecked") // the array type of a primitive
    private <T> void addArray(Class<T> primitive, ScalarReader<T> reader) {
        var reading = new PrimitiveArrayReader(primitive, reader, lenient);
        module.addDeserializer((Class<Object>) primitive.arrayType(), reading);
    }

    private <T> void one(Class<T> type, String expected, ScalarReader.Reading<? extends T> reading) {
        module.addDeserializer(type, new ScalarReader<T>(type, expected, reading, lenient, null));
    }

    private <N, T> void optional(
            Class<T> type, String expected, ScalarReader.Reading<N> reading, Function<N, T> of, T empty) {
        ScalarReader.Reading<T> present = parser -> {
            N number = reading.read(parser);
            return number == null ? null : of.apply(number);
        };
        module.addDeserializer(type, new ScalarReader<T>(type, expected, present, true, empty));
    }

    private <T> void text(Class<T> type, String expected, Function<String, T> parse) {
        one(type, expected, parser -> parse(parser, parse));
        module.addSerializer(type, new ToStringSerializer(type));
    }

    private static <T> @Nullable T parse(JsonParser parser, Function<String, T> parse) {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return null;
        }
        try {
            return parse.apply(parser.getString());
        } catch (DateTimeException | IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Boolean bool(JsonParser parser) {
        return parser.hasToken(JsonToken.VALUE_TRUE)
                ? Boolean.TRUE
                : parser.hasToken(JsonToken.VALUE_FALSE) ? Boolean.FALSE : null;
    }

    private static @Nullable String string(JsonParser parser) {
        return parser.hasToken(JsonToken.VALUE_STRING) ? parser.getString() : null;
    }

    private static @Nullable Character character(JsonParser parser) {
        String text = string(parser);
        return text != null && text.length() == 1 ? text.charAt(0) : null;
    }

    /** CBOR has dates; in JSON they are strings, with any offset. */
    private static @Nullable Instant instant(JsonParser parser) {
        return parser.getEmbeddedObject() instanceof Instant instant
                ? instant
                : parse(parser, text -> DateTimeFormatter.ISO_INSTANT.parse(text, Instant::from));
    }

    /** Writes a point in time as the dialect's date. */
    private static final class DateWriter<T> extends StdScalarSerializer<T> {

        private final transient Function<T, Instant> toInstant;

        DateWriter(Class<T> type, Function<T, Instant> toInstant) {
            super(type);
            this.toInstant = toInstant;
        }

        @Override
        public void serialize(T value, JsonGenerator generator, SerializationContext context) {
            ((ValueGenerator) generator).writeInstant(toInstant.apply(value));
        }
    }
}
