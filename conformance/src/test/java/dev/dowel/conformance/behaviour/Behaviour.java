package dev.dowel.conformance.behaviour;

/**
 * One case of the suite: what a client must do with a server. Immutable.
 *
 * @param name the same as in {@code node/test}, where the published client has to do it
 * @param body does it, and fails if the outcome is another
 */
public record Behaviour(String name, Body body) {

    /** What is done in one case. */
    @FunctionalInterface
    public interface Body {
        void run(Scene scene) throws Exception;
    }
}
