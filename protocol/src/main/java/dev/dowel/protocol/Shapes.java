package dev.dowel.protocol;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.Version;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;

/**
 * What the shape of a user's class says without annotations of ours: which components may be null, and which classes are
 * alternatives of a sealed type and carry their simple name in a member {@code type}.
 *
 * <p>Immutable.
 */
final class Shapes extends NopAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    /** The member that names the alternative. */
    static final String DISCRIMINATOR = "type";

    static final String NOT_OPEN = "its module does not open its package to tools.jackson.databind";

    /** Whether the fields of a class can be reached: always on the class path, if opened in a module. */
    static boolean isOpen(Class<?> type) {
        return type.getModule().isOpen(type.getPackageName(), ObjectMapper.class.getModule());
    }

    @Override
    public Version version() {
        return Version.unknownVersion();
    }

    @Override
    public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
        return annotated instanceof AnnotatedClass && isAlternative(annotated.getRawType())
                ? JsonTypeInfo.Value.construct(
                        JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, DISCRIMINATOR, null, false, false)
                : null;
    }

    @Override
    public @Nullable String findTypeName(MapperConfig<?> config, AnnotatedClass annotated) {
        return isAlternative(annotated.getRawType()) ? annotated.getRawType().getSimpleName() : null;
    }

    /** Whether a class is sealed or stands below a sealed one. */
    static boolean isAlternative(@Nullable Class<?> type) {
        if (type == null
                || type == Object.class
                || type.isPrimitive()
                || type.isArray()
                || Enum.class.isAssignableFrom(type)
                || type.getName().startsWith("java.")) {
            return false;
        }
        if (type.isSealed() || isAlternative(type.getSuperclass())) {
            return true;
        }
        for (Class<?> parent : type.getInterfaces()) {
            if (isAlternative(parent)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public @Nullable Object findDeserializer(MapperConfig<?> config, Annotated annotated) {
        return annotated instanceof AnnotatedMember member && isNullable(member) ? new NullableReader() : null;
    }

    private static boolean isNullable(AnnotatedMember member) {
        if (member instanceof AnnotatedParameter parameter
                && parameter.getOwner().getMember() instanceof Constructor<?> constructor) {
            return isNullable(constructor.getAnnotatedParameterTypes()[parameter.getIndex()]);
        }
        return member.getMember() instanceof Field field && isNullable(field.getAnnotatedType());
    }

    /** By name, because JSpecify need not be there at run time and others have the same annotation. */
    private static boolean isNullable(AnnotatedType type) {
        for (Annotation annotation : type.getAnnotations()) {
            if (annotation.annotationType().getSimpleName().equals("Nullable")) {
                return true;
            }
        }
        return false;
    }

    /** Stands in until the type of the component is known. */
    private static final class NullableReader extends StdDeserializer<Object> {

        NullableReader() {
            super(Object.class);
        }

        @Override
        public ValueDeserializer<?> createContextual(DeserializationContext context, BeanProperty property) {
            return NullRule.nullable(context.findContextualValueDeserializer(property.getType(), property));
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) {
            throw new IllegalStateException("not contextual");
        }
    }
}
