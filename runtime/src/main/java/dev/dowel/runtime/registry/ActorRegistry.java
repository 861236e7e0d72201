package dev.dowel.runtime.registry;

import dev.dowel.ActorDefinition;
import dev.dowel.DefinitionException;
import dev.dowel.DefinitionMistake;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The types of actors a server runs, by name. Immutable. */
public final class ActorRegistry {

    private final Map<String, ActorDefinition<?>> byName;

    /**
     * Creates a registry.
     *
     * @throws DefinitionException if two definitions have one name, or there is none
     */
    public ActorRegistry(Collection<ActorDefinition<?>> definitions) {
        Map<String, ActorDefinition<?>> found = new LinkedHashMap<>();
        List<DefinitionMistake> mistakes = new ArrayList<>();
        for (ActorDefinition<?> definition : definitions) {
            if (found.put(definition.name(), definition) != null) {
                mistakes.add(new DefinitionMistake(
                        definition.name(), "Two actor types have this name.", "Give one of them another name."));
            }
        }
        if (found.isEmpty()) {
            mistakes.add(new DefinitionMistake("server", "It has no actors.", "Register at least one actor class."));
        }
        if (!mistakes.isEmpty()) {
            throw new DefinitionException(mistakes);
        }
        byName = Collections.unmodifiableMap(found);
    }

    /** The definition of a name. */
    public Optional<ActorDefinition<?>> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** All definitions, in the order of registration. */
    public Collection<ActorDefinition<?>> all() {
        return byName.values();
    }
}
