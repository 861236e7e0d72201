package dev.dowel.typescript;

/**
 * Which classes are alternatives of a sealed type and carry their simple name in a member (protocol 3.2).
 *
 * <p>Stateless.
 */
final class Alternatives {

    /** The member that names the alternative. */
    static final String TAG = "type";

    private Alternatives() {}

    /** Whether a class stands below a sealed one. */
    static boolean isOne(Class<?> type) {
        if (type.getSuperclass() != null && isSealed(type.getSuperclass())) {
            return true;
        }
        for (Class<?> parent : type.getInterfaces()) {
            if (isSealed(parent)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSealed(Class<?> type) {
        return !type.getName().startsWith("java.") && (type.isSealed() || isOne(type));
    }
}
