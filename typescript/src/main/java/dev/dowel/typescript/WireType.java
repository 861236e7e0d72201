package dev.dowel.typescript;

import java.util.List;

/**
 * A type of values as they cross the wire, whatever language it is written down in.
 *
 * <p>Immutable.
 */
sealed interface WireType {

    /** The types without parts. */
    enum Plain implements WireType {
        TEXT,
        NUMBER,
        BIG_INTEGER,
        TRUTH,
        BYTES,
        /** A point in time: a date, or ISO 8601 text where the encoding has no dates. */
        DATE,
        /** Any value. */
        ANYTHING,
        /** No value: the result of an action that returns nothing. */
        NOTHING
    }

    /** Many of the same type, in order. */
    record Many(WireType element) implements WireType {}

    /** Values by name. */
    record ByName(WireType key, WireType value) implements WireType {}

    /** A value, or null. */
    record OrNull(WireType type) implements WireType {}

    /** A declared type, with arguments if it has parameters. */
    record Use(Class<?> declared, List<WireType> arguments) implements WireType {
        public Use {
            arguments = List.copyOf(arguments);
        }
    }

    /** A parameter of the declaration it stands in. */
    record Parameter(String name) implements WireType {}

    /** The same type without the null. */
    static WireType present(WireType type) {
        return type instanceof OrNull orNull ? orNull.type() : type;
    }

    /** The same type and null, said once. */
    static WireType orNull(WireType type) {
        return type instanceof OrNull || type == Plain.ANYTHING ? type : new OrNull(type);
    }
}
