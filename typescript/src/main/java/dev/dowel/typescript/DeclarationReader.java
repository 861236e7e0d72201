package dev.dowel.typescript;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads the declarations of a user's types: records by their components, other classes by their fields, sealed types by
 * their alternatives, enums by their names. These are the rules by which values are bound (protocol 3.2).
 *
 * <p>Confined to the {@link TypeReader} it belongs to.
 */
final class DeclarationReader {

    private final TypeReader types;

    DeclarationReader(TypeReader types) {
        this.types = types;
    }

    Declaration read(Class<?> type) {
        if (type.isEnum()) {
            return new Declaration.Names(
                    type,
                    Arrays.stream(type.getEnumConstants())
                            .map(constant -> ((Enum<?>) constant).name())
                            .toList());
        }
        return type.isSealed() ? choice(type) : structure(type);
    }

    private static List<String> parameters(Class<?> type) {
        return Arrays.stream(type.getTypeParameters())
                .map(TypeVariable::getName)
                .toList();
    }

    private Declaration choice(Class<?> type) {
        List<WireType> alternatives = new ArrayList<>();
        for (Class<?> permitted : type.getPermittedSubclasses()) {
            alternatives.add(types.read(asSeenFrom(type, permitted)));
        }
        return new Declaration.Choice(type, parameters(type), alternatives);
    }

    /** The alternative's type in terms of the sealed type's parameters, so far as its declaration passes them on. */
    private static Type asSeenFrom(Class<?> sealed, Class<?> permitted) {
        TypeVariable<?>[] own = permitted.getTypeParameters();
        if (own.length == 0) {
            return permitted;
        }
        Type[] passed = argumentsOf(permitted, sealed);
        Type[] arguments = new Type[own.length];
        for (int i = 0; i < own.length; i++) {
            int position = Arrays.asList(passed).indexOf(own[i]);
            arguments[i] = position < 0 ? Object.class : sealed.getTypeParameters()[position];
        }
        return new KnownArguments(permitted, arguments);
    }

    private static Type[] argumentsOf(Class<?> permitted, Class<?> sealed) {
        List<Type> parents = new ArrayList<>(Arrays.asList(permitted.getGenericInterfaces()));
        if (permitted.getGenericSuperclass() != null) {
            parents.add(permitted.getGenericSuperclass());
        }
        for (Type parent : parents) {
            if (parent instanceof ParameterizedType parameterized && parameterized.getRawType() == sealed) {
                return parameterized.getActualTypeArguments();
            }
        }
        return new Type[0];
    }

    /** A generic class with arguments. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record KnownArguments(Class<?> raw, Type[] arguments) implements ParameterizedType {
        @Override
        public Type[] getActualTypeArguments() {
            return arguments.clone();
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        public Type getOwnerType() {
            return raw.getDeclaringClass() == null ? raw : raw.getDeclaringClass();
        }
    }

    private Declaration structure(Class<?> type) {
        List<Declaration.Member> members = new ArrayList<>();
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                boolean nullable = isNullable(component.getAnnotatedType());
                add(members, component.getName(), component.getGenericType(), nullable);
            }
        } else {
            addFields(type, members);
        }
        Optional<String> tag = Alternatives.isOne(type) ? Optional.of(type.getSimpleName()) : Optional.empty();
        if (tag.isPresent() && members.stream().anyMatch(member -> member.name().equals(Alternatives.TAG))) {
            types.mistake(
                    type.getName() + " is one of several alternatives, and its member `type` stands in the place of its"
                            + " name.",
                    "Give the member another name.");
        }
        return new Declaration.Structure(type, parameters(type), tag, members);
    }

    private void addFields(Class<?> type, List<Declaration.Member> members) {
        Class<?> parent = type.getSuperclass();
        if (parent != null && parent != Object.class) {
            addFields(parent, members);
        }
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())
                    && !Modifier.isTransient(field.getModifiers())
                    && !field.isSynthetic()) {
                add(members, field.getName(), field.getGenericType(), isNullable(field.getAnnotatedType()));
            }
        }
    }

    private void add(List<Declaration.Member> members, String name, Type type, boolean nullable) {
        WireType read = types.in(name, () -> types.read(type));
        WireType whole = nullable ? WireType.orNull(read) : read;
        members.add(new Declaration.Member(name, whole, whole instanceof WireType.OrNull));
    }

    /** By name, as it is read from values: others have the same annotation. */
    static boolean isNullable(AnnotatedElement element) {
        for (Annotation annotation : element.getAnnotations()) {
            if (annotation.annotationType().getSimpleName().equals("Nullable")) {
                return true;
            }
        }
        return false;
    }
}
