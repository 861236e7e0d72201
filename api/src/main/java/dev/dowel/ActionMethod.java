package dev.dowel;

import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The method an {@link ActionReference} points to, as callers need it: the action's name and the type of its result.
 *
 * <p>Immutable. Reading one costs reflection once per call site and a lookup afterwards.
 *
 * @param name the action's name on the wire
 * @param returnType the generic type of its result
 */
public record ActionMethod(String name, Type returnType) {

    private static final ClassValue<Cached> CACHE = new ClassValue<>() {
        @Override
        protected Cached computeValue(Class<?> lambda) {
            return new Cached();
        }
    };

    /** A lambda class stands for one call site, but a class value is computed without the instance: filled at first use. */
    private static final class Cached {
        private volatile @Nullable ActionMethod method;
    }

    /**
     * Reads the method behind a reference.
     *
     * @throws IllegalArgumentException if the reference is a lambda expression instead of a method reference
     */
    public static ActionMethod of(ActionReference reference) {
        Cached cached = CACHE.get(reference.getClass());
        ActionMethod known = cached.method;
        if (known == null) {
            known = read(reference);
            cached.method = known;
        }
        return known;
    }

    /** The name under which a method is called: its {@link Action#value()}, or its own name. */
    static String nameOf(Method method) {
        Action action = method.getAnnotation(Action.class);
        return action == null || action.value().isEmpty() ? method.getName() : action.value();
    }

    private static ActionMethod read(ActionReference reference) {
        SerializedLambda lambda = serialized(reference);
        ClassLoader loader = reference.getClass().getClassLoader();
        try {
            Class<?> owner = Class.forName(lambda.getImplClass().replace('/', '.'), false, loader);
            MethodType signature = MethodType.fromMethodDescriptorString(lambda.getImplMethodSignature(), loader);
            Method method = find(owner, lambda.getImplMethodName(), signature.parameterList());
            if (method != null) {
                return new ActionMethod(nameOf(method), method.getGenericReturnType());
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("The class of the action is not visible to its caller.", e);
        }
        throw new IllegalArgumentException("Pass a method reference to an action, such as ChatRoom::post, not a lambda"
                + " expression: a lambda runs here, the action runs in the actor.");
    }

    /** The method of a type, or else of what it extends: a contract may be made of others. */
    private static @Nullable Method find(@Nullable Class<?> type, String name, List<Class<?>> parameters) {
        if (type == null) {
            return null;
        }
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals(name)
                    && !method.isSynthetic()
                    && parameters.equals(List.of(method.getParameterTypes()))) {
                return method;
            }
        }
        Method found = find(type.getSuperclass(), name, parameters);
        for (Class<?> contract : type.getInterfaces()) {
            found = found == null ? find(contract, name, parameters) : found;
        }
        return found;
    }

    private static SerializedLambda serialized(ActionReference reference) {
        try {
            Method writeReplace = reference.getClass().getDeclaredMethod("writeReplace");
            writeReplace.setAccessible(true);
            return (SerializedLambda) writeReplace.invoke(reference);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "The method reference cannot be read. Code in a named module must open its package to"
                            + " dev.dowel.api.",
                    e);
        }
    }
}
