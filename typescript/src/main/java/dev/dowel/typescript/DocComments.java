package dev.dowel.typescript;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The documentation comments of actors' sources, which classes do not carry.
 *
 * <p>Immutable.
 */
public final class DocComments {

    /** No comments. */
    public static final DocComments NONE = new DocComments(Map.of());

    private final Map<String, String> byElement;

    /**
     * Creates comments.
     *
     * @param byElement the comment of each class by its binary name, of each member by class, {@code #} and name
     */
    public DocComments(Map<String, String> byElement) {
        this.byElement = new TreeMap<>(byElement);
    }

    Optional<String> of(Class<?> type) {
        return Optional.ofNullable(byElement.get(type.getName()));
    }

    Optional<String> of(Class<?> type, String member) {
        return Optional.ofNullable(byElement.get(type.getName() + "#" + member));
    }

    Optional<String> ofActor(String actor) {
        return Optional.ofNullable(byElement.get("@" + actor));
    }

    Optional<String> ofAction(String actor, String action) {
        return Optional.ofNullable(byElement.get("@" + actor + "#" + action));
    }
}
