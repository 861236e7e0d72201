package dev.dowel.typescript;

import java.util.List;
import java.util.Optional;

/**
 * A type of the user's that is written down once and used by name.
 *
 * <p>Immutable.
 */
sealed interface Declaration {

    /** The class it describes. */
    Class<?> declared();

    /** An object with named members. */
    record Structure(Class<?> declared, List<String> parameters, Optional<String> tag, List<Member> members)
            implements Declaration {
        public Structure {
            parameters = List.copyOf(parameters);
            members = List.copyOf(members);
        }
    }

    /**
     * A member of an object.
     *
     * @param optional whether it may be left out
     */
    record Member(String name, WireType type, boolean optional) {}

    /** One of several objects, told apart by their member {@code type}. */
    record Choice(Class<?> declared, List<String> parameters, List<WireType> alternatives) implements Declaration {
        public Choice {
            parameters = List.copyOf(parameters);
            alternatives = List.copyOf(alternatives);
        }
    }

    /** One of several names. */
    record Names(Class<?> declared, List<String> names) implements Declaration {
        public Names {
            names = List.copyOf(names);
        }
    }
}
