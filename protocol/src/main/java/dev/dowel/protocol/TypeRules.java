package dev.dowel.protocol;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.type.ArrayType;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.databind.type.MapType;
import tools.jackson.databind.type.ReferenceType;

/**
 * Where the rules for types with parts, for enums and for unsuitable types are put into Jackson.
 *
 * <p>Immutable.
 */
final class TypeRules {

    private TypeRules() {}

    /** For reading: what null means, and enums by name. */
    static final class Reading extends ValueDeserializerModifier {

        private static final long serialVersionUID = 1L;

        private final boolean lenient;

        Reading(boolean lenient) {
            this.lenient = lenient;
        }

        private ValueDeserializer<?> required(JavaType type, ValueDeserializer<?> reader) {
            return lenient || reader instanceof ScalarReader || type.isJavaLangObject()
                    ? reader
                    : NullRule.required(reader, MismatchReports.expected(type));
        }

        @Override
        public ValueDeserializer<?> modifyDeserializer(
                DeserializationConfig config, BeanDescription.Supplier bean, ValueDeserializer<?> reader) {
            return required(bean.getType(), reader);
        }

        @Override
        public ValueDeserializer<?> modifyArrayDeserializer(
                DeserializationConfig config,
                ArrayType type,
                BeanDescription.Supplier bean,
                ValueDeserializer<?> reader) {
            return required(type, reader);
        }

        @Override
        public ValueDeserializer<?> modifyCollectionDeserializer(
                DeserializationConfig config,
                CollectionType type,
                BeanDescription.Supplier bean,
                ValueDeserializer<?> reader) {
            return required(type, reader);
        }

        @Override
        public ValueDeserializer<?> modifyMapDeserializer(
                DeserializationConfig config,
                MapType type,
                BeanDescription.Supplier bean,
                ValueDeserializer<?> reader) {
            return required(type, reader);
        }

        @Override
        public ValueDeserializer<?> modifyReferenceDeserializer(
                DeserializationConfig config,
                ReferenceType type,
                BeanDescription.Supplier bean,
                ValueDeserializer<?> reader) {
            return type.hasRawClass(Optional.class) ? NullRule.optional(reader) : required(type, reader);
        }

        @Override
        public ValueDeserializer<?> modifyEnumDeserializer(
                DeserializationConfig config,
                JavaType type,
                BeanDescription.Supplier bean,
                ValueDeserializer<?> reader) {
            Map<String, Object> constants = new LinkedHashMap<>();
            for (Object constant : type.getRawClass().getEnumConstants()) {
                constants.put(((Enum<?>) constant).name(), constant);
            }
            String expected = "one of " + String.join(", ", constants.keySet());
            return new ScalarReader<>(
                    type.getRawClass(), expected, parser -> constant(parser, constants), lenient, null);
        }

        private static @Nullable Object constant(JsonParser parser, Map<String, Object> constants) {
            return parser.hasToken(JsonToken.VALUE_STRING) ? constants.get(parser.getString()) : null;
        }
    }

    /** For writing: enums by name, and types that are no values refused. */
    static final class Writing extends ValueSerializerModifier {

        private static final long serialVersionUID = 1L;

        @Override
        public ValueSerializer<?> modifySerializer(
                SerializationConfig config, BeanDescription.Supplier bean, ValueSerializer<?> writer) {
            return isUnsuitable(bean.getBeanClass(), writer) ? new Refusal(bean.getBeanClass()) : writer;
        }

        private static boolean isUnsuitable(Class<?> type, ValueSerializer<?> writer) {
            boolean byFields = writer.properties().hasNext();
            return BaseStream.class.isAssignableFrom(type)
                    || Iterator.class.isAssignableFrom(type)
                    || Throwable.class.isAssignableFrom(type)
                    || type.isHidden()
                    || (byFields && type.getName().startsWith("java."));
        }

        @Override
        public ValueSerializer<?> modifyEnumSerializer(
                SerializationConfig config, JavaType type, BeanDescription.Supplier bean, ValueSerializer<?> writer) {
            return new EnumWriter();
        }
    }

    private static final class EnumWriter extends StdSerializer<Object> {

        EnumWriter() {
            super(Enum.class);
        }

        @Override
        public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
            generator.writeString(((Enum<?>) value).name());
        }
    }

    private static final class Refusal extends StdSerializer<Object> {

        Refusal(Class<?> type) {
            super(type);
        }

        @Override
        public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
            throw new UnserializableValueException(
                    "Not a value: " + handledType().getName());
        }

        @Override
        public void serializeWithType(
                Object value, JsonGenerator generator, SerializationContext context, TypeSerializer type) {
            serialize(value, generator, context);
        }
    }
}
