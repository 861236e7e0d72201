package dev.dowel.runtime;

import dev.dowel.ActorDefinition;

/**
 * Is told what a runtime does, for counting it. Thread safe; called on the thread where it happened: the commit thread, a store
 * reader, or a turn.
 *
 * <p>Its methods run in the middle of the work they tell of. They must return at once, must not throw, and must not call the
 * runtime.
 *
 * {@snippet :
 * class CommitCounter implements RuntimeListener {
 *     final LongAdder groups = new LongAdder();
 *
 *     @Override
 *     public ActorListener listenTo(ActorDefinition<?> definition) {
 *         return ActorListener.NONE;
 *     }
 *
 *     @Override
 *     public void groupCommitted(int turns, int actors, long bytes, long nanos) {
 *         groups.increment();
 *     }
 * }
 * }
 */
public interface RuntimeListener {

    /** Hears nothing, and costs nothing: the default. */
    RuntimeListener NONE = definition -> ActorListener.NONE;

    /** Who is told of the actors of one type; asked once for each type, when the runtime starts. */
    ActorListener listenTo(ActorDefinition<?> definition);

    /**
     * A commit group is durable. Commit thread.
     *
     * @param turns how many turns it had, those that wrote nothing included
     * @param actors how many actors it wrote
     * @param bytes the states, keys and values it wrote
     * @param nanos how long the store took to write and sync it
     */
    default void groupCommitted(int turns, int actors, long bytes, long nanos) {}

    /** A commit group could not be written, as a whole or because of stale claims. Commit thread. */
    default void groupFailed() {}

    /**
     * What a turn let out has left. Commit thread.
     *
     * @param nanos how long it waited at the gate
     */
    default void gateOpened(long nanos) {}

    /** The store could not be read. */
    default void storeReadFailed() {}
}
