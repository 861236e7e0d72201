package dev.dowel;

import java.util.List;
import java.util.stream.Collectors;

/** Reports every mistake in the definitions of actors at once. Thrown before a server starts. Immutable. */
public final class DefinitionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<DefinitionMistake> mistakes;

    /** Creates an exception for at least one mistake. */
    public DefinitionException(List<DefinitionMistake> mistakes) {
        super(mistakes.stream()
                .map(mistake -> "  - " + mistake)
                .collect(Collectors.joining("\n", "The actors are not defined correctly:\n", "")));
        this.mistakes = List.copyOf(mistakes);
    }

    /** Everything that was found, in the order of registration. */
    public List<DefinitionMistake> mistakes() {
        return mistakes;
    }
}
