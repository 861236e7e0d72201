package dev.dowel;

/**
 * One thing wrong with an actor's definition. Immutable.
 *
 * @param where the class and member, or the actor's name
 * @param problem what is wrong
 * @param fix what to write instead
 */
public record DefinitionMistake(String where, String problem, String fix) {

    @Override
    public String toString() {
        return where + ": " + problem + " " + fix;
    }
}
