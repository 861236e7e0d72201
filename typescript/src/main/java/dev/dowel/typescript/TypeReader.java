package dev.dowel.typescript;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/**
 * Turns Java types into what crosses the wire, and collects the declarations they need. A type that no value can be of is
 * a mistake, and is read as any value so that reading goes on and finds the others.
 *
 * <p>Confined to one thread.
 */
final class TypeReader {

    private static final String FIX = "Use a record, an enum, a sealed interface, or one of the JDK's types for data.";

    private final Map<Class<?>, Declaration> declarations = new LinkedHashMap<>();
    private final Deque<Class<?>> undeclared = new ArrayDeque<>();
    private final List<TypeMistake> mistakes = new ArrayList<>();
    private final Deque<String> place = new ArrayDeque<>();

    /** Reads a type that stands at a place, together with all declarations it leads to. */
    WireType readAt(String where, Type type) {
        return in(where, () -> {
            WireType read = read(type);
            for (Class<?> next = undeclared.poll(); next != null; next = undeclared.poll()) {
                Class<?> declared = next;
                in(
                        declared.getSimpleName(),
                        () -> declarations.put(declared, new DeclarationReader(this).read(declared)));
            }
            return read;
        });
    }

    /** What was declared, by class. */
    Map<Class<?>, Declaration> declarations() {
        return declarations;
    }

    List<TypeMistake> mistakes() {
        return mistakes;
    }

    void mistake(String problem, String fix) {
        mistakes.add(new TypeMistake(String.join(", ", (Iterable<String>) place::descendingIterator), problem, fix));
    }

    void mistakeAt(String where, String problem, String fix) {
        mistakes.add(new TypeMistake(where, problem, fix));
    }

    /** Runs something that belongs to a place, which mistakes name. */
    <T> T in(String where, Supplier<T> reading) {
        place.push(where);
        try {
            return reading.get();
        } finally {
            place.pop();
        }
    }

    WireType read(Type type) {
        return switch (type) {
            case Class<?> raw -> ofClass(raw, List.of());
            case ParameterizedType generic ->
                ofClass((Class<?>) generic.getRawType(), List.of(generic.getActualTypeArguments()));
            case GenericArrayType array -> new WireType.Many(read(array.getGenericComponentType()));
            case TypeVariable<?> variable
            when variable.getGenericDeclaration() instanceof Class<?> -> new WireType.Parameter(variable.getName());
            case WildcardType wildcard -> read(wildcard.getUpperBounds()[0]);
            default -> inexpressible("The type " + type + " is not known.", "Use a concrete type.");
        };
    }

    private WireType ofClass(Class<?> raw, List<Type> arguments) {
        WireType scalar = ScalarTypes.of(raw);
        if (scalar != null) {
            return scalar;
        }
        if (raw.isArray()) {
            return new WireType.Many(read(raw.getComponentType()));
        }
        if (raw == Optional.class) {
            return WireType.orNull(argument(arguments, 0));
        }
        if (Collection.class.isAssignableFrom(raw)) {
            return new WireType.Many(argument(arguments, 0));
        }
        if (Map.class.isAssignableFrom(raw)) {
            return byName(arguments);
        }
        String problem = problemOf(raw);
        return problem == null ? use(raw, arguments) : inexpressible(raw.getName() + " " + problem, fixOf(raw));
    }

    private WireType argument(List<Type> arguments, int position) {
        return position < arguments.size() ? read(arguments.get(position)) : WireType.Plain.ANYTHING;
    }

    private WireType byName(List<Type> arguments) {
        WireType key = arguments.isEmpty() ? WireType.Plain.TEXT : read(arguments.getFirst());
        boolean named = key == WireType.Plain.TEXT
                || key == WireType.Plain.NUMBER
                || (key instanceof WireType.Use use && use.declared().isEnum());
        if (!named) {
            return inexpressible(
                    "The keys of a map are names on the wire, not "
                            + arguments.getFirst().getTypeName() + ".",
                    "Use text, a number or an enum, or a list of entries.");
        }
        return new WireType.ByName(key, argument(arguments, 1));
    }

    private WireType use(Class<?> raw, List<Type> arguments) {
        if (!declarations.containsKey(raw) && !undeclared.contains(raw)) {
            undeclared.add(raw);
        }
        List<WireType> read = new ArrayList<>();
        for (int i = 0; i < raw.getTypeParameters().length; i++) {
            read.add(argument(arguments, i));
        }
        return new WireType.Use(raw, read);
    }

    private static @Nullable String problemOf(Class<?> raw) {
        if (raw.isEnum() || raw.isSealed()) {
            return null;
        }
        if (BaseStream.class.isAssignableFrom(raw) || Iterator.class.isAssignableFrom(raw) || raw == Iterable.class) {
            return "is not a value but something to be read once.";
        }
        if (Throwable.class.isAssignableFrom(raw)) {
            return "is an exception: throw it.";
        }
        if (raw.getName().startsWith("java.") || raw.getName().startsWith("javax.")) {
            return "is not one of the JDK's types for data.";
        }
        if (raw.isInterface() || Modifier.isAbstract(raw.getModifiers())) {
            return "can be anything that implements it.";
        }
        return null;
    }

    private static String fixOf(Class<?> raw) {
        if (BaseStream.class.isAssignableFrom(raw) || Iterator.class.isAssignableFrom(raw) || raw == Iterable.class) {
            return "Use a List.";
        }
        boolean open = (raw.isInterface() || Modifier.isAbstract(raw.getModifiers()))
                && !raw.getName().startsWith("java");
        return open ? "Make it sealed, or name the class that is meant." : FIX;
    }

    private WireType inexpressible(String problem, String fix) {
        mistake(problem, fix);
        return WireType.Plain.ANYTHING;
    }
}
