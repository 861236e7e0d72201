package dev.dowel.typescript;

import static java.util.Map.entry;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
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
import java.util.Date;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the JDK's types for data are on the wire (protocol 3.2).
 *
 * <p>Immutable.
 */
final class ScalarTypes {

    private static final WireType OPTIONAL_NUMBER = new WireType.OrNull(WireType.Plain.NUMBER);

    private static final Map<Class<?>, WireType> BY_CLASS = Map.ofEntries(
            entry(long.class, WireType.Plain.NUMBER),
            entry(Long.class, WireType.Plain.NUMBER),
            entry(int.class, WireType.Plain.NUMBER),
            entry(Integer.class, WireType.Plain.NUMBER),
            entry(short.class, WireType.Plain.NUMBER),
            entry(Short.class, WireType.Plain.NUMBER),
            entry(byte.class, WireType.Plain.NUMBER),
            entry(Byte.class, WireType.Plain.NUMBER),
            entry(double.class, WireType.Plain.NUMBER),
            entry(Double.class, WireType.Plain.NUMBER),
            entry(float.class, WireType.Plain.NUMBER),
            entry(Float.class, WireType.Plain.NUMBER),
            entry(Number.class, WireType.Plain.NUMBER),
            entry(OptionalLong.class, OPTIONAL_NUMBER),
            entry(OptionalInt.class, OPTIONAL_NUMBER),
            entry(OptionalDouble.class, OPTIONAL_NUMBER),
            entry(BigInteger.class, WireType.Plain.BIG_INTEGER),
            entry(BigDecimal.class, WireType.Plain.TEXT),
            entry(boolean.class, WireType.Plain.TRUTH),
            entry(Boolean.class, WireType.Plain.TRUTH),
            entry(char.class, WireType.Plain.TEXT),
            entry(Character.class, WireType.Plain.TEXT),
            entry(String.class, WireType.Plain.TEXT),
            entry(CharSequence.class, WireType.Plain.TEXT),
            entry(byte[].class, WireType.Plain.BYTES),
            entry(Instant.class, WireType.Plain.DATE),
            entry(Date.class, WireType.Plain.DATE),
            entry(UUID.class, WireType.Plain.TEXT),
            entry(URI.class, WireType.Plain.TEXT),
            entry(Duration.class, WireType.Plain.TEXT),
            entry(Period.class, WireType.Plain.TEXT),
            entry(LocalDate.class, WireType.Plain.TEXT),
            entry(LocalTime.class, WireType.Plain.TEXT),
            entry(LocalDateTime.class, WireType.Plain.TEXT),
            entry(OffsetDateTime.class, WireType.Plain.TEXT),
            entry(ZonedDateTime.class, WireType.Plain.TEXT),
            entry(YearMonth.class, WireType.Plain.TEXT),
            entry(ZoneId.class, WireType.Plain.TEXT),
            entry(Object.class, WireType.Plain.ANYTHING),
            entry(void.class, WireType.Plain.NOTHING),
            entry(Void.class, WireType.Plain.NOTHING));

    private ScalarTypes() {}

    /** The type of a class that has no parts, or null. */
    static @Nullable WireType of(Class<?> type) {
        return BY_CLASS.get(type);
    }
}
