package dev.dowel.typescript;

/**
 * A type that front ends cannot be told.
 *
 * <p>Immutable.
 *
 * @param where the actor and its action, event or queue, and the place in it
 * @param problem what is wrong with the type
 * @param fix what to do
 */
public record TypeMistake(String where, String problem, String fix) {

    @Override
    public String toString() {
        return where + ": " + problem + " " + fix;
    }
}
