package dev.dowel.protocol;

import java.util.Iterator;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.PropertyWriter;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.ser.std.DelegatingSerializer;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * The rules for writing types that have parts: enums by name, alternatives of sealed types always with their name, and
 * types that are no values refused.
 *
 * <p>Immutable.
 */
final class WritingRules extends ValueSerializerModifier {

    private static final long serialVersionUID = 1L;

    @Override
    public ValueSerializer<?> modifySerializer(
            SerializationConfig config, BeanDescription.Supplier bean, ValueSerializer<?> writer) {
        Class<?> type = bean.getBeanClass();
        if (isNoValue(type, writer)) {
            return new Refusal(type, "it is not a value");
        }
        if (writer.properties().hasNext() && !Shapes.isOpen(type)) {
            return new Refusal(type, Shapes.NOT_OPEN);
        }
        if (!Shapes.isAlternative(type)) {
            return writer;
        }
        return hasProperty(writer, Shapes.DISCRIMINATOR)
                ? new Refusal(type, "its component \"" + Shapes.DISCRIMINATOR + "\" is in the place of its name")
                : new AlternativeWriter(writer, null);
    }

    private static boolean isNoValue(Class<?> type, ValueSerializer<?> writer) {
        boolean byFields = writer.properties().hasNext();
        return BaseStream.class.isAssignableFrom(type)
                || Iterator.class.isAssignableFrom(type)
                || Throwable.class.isAssignableFrom(type)
                || type.isHidden()
                || (byFields && type.getName().startsWith("java."));
    }

    private static boolean hasProperty(ValueSerializer<?> writer, String name) {
        for (Iterator<PropertyWriter> properties = writer.properties(); properties.hasNext(); ) {
            if (properties.next().getName().equals(name)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public ValueSerializer<?> modifyEnumSerializer(
            SerializationConfig config, JavaType type, BeanDescription.Supplier bean, ValueSerializer<?> writer) {
        return new EnumWriter();
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

    /** Writes the name also where the declared type is lost, as in the elements of a returned list. */
    private static final class AlternativeWriter extends DelegatingSerializer {

        private final @Nullable TypeSerializer name;

        AlternativeWriter(ValueSerializer<?> writer, @Nullable TypeSerializer name) {
            super(writer);
            this.name = name;
        }

        @Override
        protected ValueSerializer<Object> newDelegatingInstance(ValueSerializer<?> writer) {
            return new AlternativeWriter(writer, name);
        }

        @Override
        public ValueSerializer<?> createContextual(SerializationContext context, @Nullable BeanProperty property) {
            return new AlternativeWriter(
                    context.handleSecondaryContextualization(_delegatee, property),
                    context.findTypeSerializer(context.constructType(handledType())));
        }

        @Override
        public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
            _delegatee.serializeWithType(value, generator, context, name);
        }
    }

    private static final class Refusal extends StdSerializer<Object> {

        private final String reason;

        Refusal(Class<?> type, String reason) {
            super(type);
            this.reason = reason;
        }

        @Override
        public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
            throw new UnserializableValueException(value.getClass().getName() + " cannot be written: " + reason + ".");
        }

        @Override
        public void serializeWithType(
                Object value, JsonGenerator generator, SerializationContext context, TypeSerializer type) {
            serialize(value, generator, context);
        }
    }
}
