package dev.dowel.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some actors of a list, and where to go on. Immutable.
 *
 * @param actors newest first
 * @param cursor for the next page, or null at the end
 */
public record ActorPage(List<ActorView> actors, @Nullable String cursor) {

    public ActorPage {
        actors = List.copyOf(actors);
    }
}
