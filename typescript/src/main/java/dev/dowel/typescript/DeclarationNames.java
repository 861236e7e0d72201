package dev.dowel.typescript;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Names for declared types: the simple name where no other has it, otherwise as much of the outer classes and packages
 * as tells them apart.
 *
 * <p>Immutable.
 */
final class DeclarationNames {

    private final Map<Class<?>, String> names = new HashMap<>();

    /**
     * Names some classes.
     *
     * @param taken names that are in use already
     */
    DeclarationNames(Collection<Class<?>> classes, Set<String> taken) {
        for (Class<?> type : classes) {
            String[] path = path(type);
            int parts = 1;
            while (parts < path.length && isTaken(type, end(path, parts), parts, classes, taken)) {
                parts++;
            }
            names.put(type, end(path, parts));
        }
    }

    String of(Class<?> type) {
        String name = names.get(type);
        if (name == null) {
            throw new IllegalArgumentException(type + " is not declared");
        }
        return name;
    }

    private static String[] path(Class<?> type) {
        return type.getName().replace('$', '.').split("\\.", -1);
    }

    /** Parts join with underscores, which cannot make two names of one another's by accident in Java's conventions. */
    private static String end(String[] path, int parts) {
        var name = new StringBuilder();
        for (int i = path.length - parts; i < path.length; i++) {
            name.append(name.isEmpty() ? "" : "_").append(path[i]);
        }
        return name.toString();
    }

    private static boolean isTaken(
            Class<?> type, String name, int parts, Collection<Class<?>> classes, Set<String> taken) {
        if (taken.contains(name)) {
            return true;
        }
        for (Class<?> other : classes) {
            if (other != type
                    && end(path(other), Math.min(parts, path(other).length)).equals(name)) {
                return true;
            }
        }
        return false;
    }
}
