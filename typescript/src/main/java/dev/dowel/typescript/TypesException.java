package dev.dowel.typescript;

import java.util.List;
import java.util.stream.Collectors;

/** Thrown for actors whose types cannot be written down, with everything that is wrong with them. Immutable. */
public final class TypesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<TypeMistake> mistakes;

    TypesException(List<TypeMistake> mistakes) {
        super(mistakes.stream().map(TypeMistake::toString).collect(Collectors.joining("\n")));
        this.mistakes = List.copyOf(mistakes);
    }

    /** All of them, in the order of the actors' names. */
    public List<TypeMistake> mistakes() {
        return mistakes;
    }
}
