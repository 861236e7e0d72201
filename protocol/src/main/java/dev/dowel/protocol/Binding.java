package dev.dowel.protocol;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import dev.dowel.ActorError;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.ConstructorDetector;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Binds values to Java types with Jackson: records by their components, other classes by their fields. There is one for
 * the wire, which is strict, and one for state at rest, where members may have come and gone since it was written.
 *
 * <p>Thread safe.
 */
final class Binding {

    private static final int MAX_PATH_CHARS = 200;
    private static final RawValue NULL = RawValue.of(JsonBytes.NULL, Dialect.JSON);

    private final JsonMapper mapper;
    private final ObjectWriter writer;
    private final ConcurrentHashMap<Type, ObjectReader> readers = new ConcurrentHashMap<>();

    private Binding(boolean lenient) {
        this.mapper = mapper(lenient);
        this.writer = mapper.writer();
    }

    // Each is made when it is first needed, because making one takes time at start.

    private static final class Wire {
        static final Binding BINDING = new Binding(false);
    }

    private static final class Storage {
        static final Binding BINDING = new Binding(true);
    }

    static Binding wire() {
        return Wire.BINDING;
    }

    static Binding of(Dialect dialect) {
        return dialect == Dialect.STORAGE ? Storage.BINDING : Wire.BINDING;
    }

    private static JsonMapper mapper(boolean lenient) {
        var module = new SimpleModule("dowel");
        module.setDeserializers(new ReadingRules.Readers());
        Scalars.addTo(module, lenient);
        module.addDeserializer(Object.class, new UntypedReader());
        // In the order they were written in, as lists and maps are.
        module.addAbstractTypeMapping(Set.class, LinkedHashSet.class);
        module.setDeserializerModifier(new ReadingRules(lenient));
        module.setSerializerModifier(new WritingRules());
        var builder = JsonMapper.builder()
                .addModule(module)
                .addHandler(new MismatchReports())
                .changeDefaultVisibility(checker ->
                        checker.with(JsonAutoDetect.Visibility.NONE).withFieldVisibility(JsonAutoDetect.Visibility.ANY))
                .constructorDetector(ConstructorDetector.EXPLICIT_ONLY)
                .enable(MapperFeature.INFER_RECORD_GETTERS_FROM_COMPONENTS_ONLY)
                .enable(MapperFeature.ALLOW_FINAL_FIELDS_AS_MUTATORS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .disable(MapperFeature.REQUIRE_TYPE_ID_FOR_SUBTYPES)
                .disable(EnumFeature.READ_ENUMS_USING_TO_STRING, EnumFeature.WRITE_ENUMS_USING_TO_STRING)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .configure(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, !lenient);
        return builder.annotationIntrospector(
                        AnnotationIntrospector.pair(new Shapes(), builder.annotationIntrospector()))
                .build();
    }

    private ObjectReader readerFor(Type type) {
        ObjectReader reader = readers.get(type);
        if (reader == null) {
            reader = mapper.readerFor(mapper.constructType(type));
            readers.put(type, reader);
        }
        return reader;
    }

    /**
     * Reads a value that stands for itself.
     *
     * @param place what to call the value in messages
     * @param nullable whether null is a value of any type that is not primitive
     * @throws WireException {@code actor.invalid_request} if the value is malformed or not of that type
     * @throws IllegalArgumentException if no value can be of that type
     */
    @Nullable
    Object read(RawValue raw, Type type, String place, boolean nullable) {
        return read(raw, type, place, nullable, WireException::invalidRequest);
    }

    /**
     * Reads an argument of an action.
     *
     * @param place what to call the value in messages
     * @param nullable whether null is a value of any type that is not primitive
     * @throws WireException {@code actor.invalid_request} if the value is malformed, {@code actor.validation_error} if it is
     *     not of that type
     * @throws IllegalArgumentException if no value can be of that type
     */
    @Nullable
    Object readArgument(RawValue raw, Type type, String place, boolean nullable) {
        return read(raw, type, place, nullable, WireException::validationError);
    }

    private @Nullable Object read(
            RawValue raw, Type type, String place, boolean nullable, Function<String, WireException> misfit) {
        try (ValueParser parser = raw.dialect().isJson() ? new JsonValueParser(raw) : new CborValueParser(raw)) {
            boolean isNull = parser.nextToken() == JsonToken.VALUE_NULL;
            if (type == void.class || type == Void.class) {
                return null;
            }
            if (isNull && nullable && !isPrimitive(type) && !isOptional(type)) {
                parser.nextToken();
                return null;
            }
            return readerFor(type).readValue(parser);
        } catch (JacksonException e) {
            throw readFailure(e, type, place, misfit);
        }
    }

    /** What stands for no value at all; only for types that have something for it. */
    @Nullable
    Object nothing(Type type) {
        return read(NULL, type, "value", true);
    }

    /**
     * Checks that values of a type can be read.
     *
     * @throws IllegalArgumentException if not
     */
    void check(Type type) {
        try {
            read(NULL, type, "value", false);
        } catch (WireException e) {
            // Null is not a value of the type, but others are.
        }
    }

    private static boolean isPrimitive(Type type) {
        return type instanceof Class<?> raw && raw.isPrimitive();
    }

    static boolean isOptional(Type type) {
        Type raw = type instanceof ParameterizedType generic ? generic.getRawType() : type;
        return raw == Optional.class
                || raw == OptionalInt.class
                || raw == OptionalLong.class
                || raw == OptionalDouble.class;
    }

    private static RuntimeException readFailure(
            JacksonException failure, Type type, String place, Function<String, WireException> misfit) {
        String complaint = "a different kind of value was expected";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case WireException e -> {
                    return e;
                }
                case ActorError e -> {
                    return e;
                }
                case InvalidDefinitionException e -> {
                    return new IllegalArgumentException(
                            "Values of " + type.getTypeName() + " cannot be read: " + e.getOriginalMessage(), e);
                }
                case MismatchException e -> complaint = e.complaint();
                default -> {}
            }
        }
        return misfit.apply(place + path(failure) + ": " + complaint + ".");
    }

    /** Where in a value something is wrong. Keys of maps come from the client and are not repeated. */
    private static String path(JacksonException failure) {
        var path = new StringBuilder();
        for (JacksonException.Reference step : failure.getPath()) {
            if (step.getIndex() >= 0) {
                path.append('[').append(step.getIndex()).append(']');
            } else if (step.from() instanceof Map) {
                path.append("[*]");
            } else {
                path.append('.').append(step.getPropertyName());
            }
        }
        return path.toString();
    }

    /**
     * Writes a value. Writing is the same for both; only the dialect counts.
     *
     * @throws UnserializableValueException if it cannot be written
     */
    void write(ByteSink sink, Dialect dialect, @Nullable Object value) {
        var generator =
                dialect.isJson() ? new JsonValueGenerator(sink, dialect) : new CborValueGenerator(sink, dialect);
        try {
            writer.writeValue(generator, value);
        } catch (UnserializableValueException e) {
            throw e;
        } catch (RuntimeException e) {
            throw writeFailure(e, value);
        }
    }

    private static UnserializableValueException writeFailure(RuntimeException failure, @Nullable Object value) {
        String type = value == null ? "null" : value.getClass().getName();
        String place = failure instanceof JacksonException jackson ? path(jackson) : "";
        // A cycle has a path as long as nesting is allowed to be deep.
        String in = type + place.substring(0, Math.min(place.length(), MAX_PATH_CHARS)) + ": ";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnserializableValueException e) {
                return new UnserializableValueException(in + e.getMessage());
            }
        }
        String complaint = failure instanceof InvalidDefinitionException
                ? "it has no fields and no other representation."
                : "reading it failed.";
        return new UnserializableValueException(in + complaint, failure);
    }
}
