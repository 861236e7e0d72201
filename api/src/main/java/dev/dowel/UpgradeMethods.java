package dev.dowel;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/** Reads the methods of an actor class that are marked {@link Upgrade}. Used once per registration, by one thread. */
record UpgradeMethods(Class<?> type, List<DefinitionMistake> mistakes) {

    List<StateUpgrade> read() {
        List<StateUpgrade> steps = new ArrayList<>();
        for (Method method : type.getDeclaredMethods()) {
            Upgrade upgrade = method.getAnnotation(Upgrade.class);
            if (upgrade != null) {
                read(method, upgrade, steps);
            }
        }
        return steps;
    }

    private void read(Method method, Upgrade upgrade, List<StateUpgrade> steps) {
        String where = type.getName() + "." + method.getName();
        if (!Modifier.isStatic(method.getModifiers())
                || method.getParameterCount() != 1
                || method.getReturnType() == void.class) {
            mistakes.add(new DefinitionMistake(
                    where,
                    "An upgrade is a static method with one parameter and a result.",
                    "Take the state of version " + upgrade.from() + " and return that of the next."));
            return;
        }
        try {
            method.setAccessible(true);
            MethodHandle handle =
                    MethodHandles.lookup().unreflect(method).asType(MethodType.methodType(Object.class, Object.class));
            steps.add(new StateUpgrade(
                    upgrade.from(),
                    method.getGenericParameterTypes()[0],
                    method.getGenericReturnType(),
                    old -> call(handle, old)));
        } catch (IllegalAccessException | InaccessibleObjectException e) {
            mistakes.add(new DefinitionMistake(
                    where,
                    "The upgrade is not accessible.",
                    "Add `opens " + type.getPackageName() + " to dev.dowel.api;` to module-info.java."));
        }
    }

    private static Object call(MethodHandle handle, Object old) {
        try {
            return (Object) handle.invokeExact(old);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("The upgrade failed.", e);
        }
    }
}
