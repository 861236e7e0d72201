package dev.dowel.runtime.activation;

import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.store.Claim;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Brings work to the actor it is for. Thread safe. */
interface Dispatcher {

    /** Finds, loads or creates the actor and queues the work, or fails it. Does not block. */
    void dispatch(Work work);

    /** The running activation at an address, if there is one now. */
    Optional<Activation<?>> running(ActorAddress address);

    /** The running activation with an id, if there is one now. */
    Optional<Activation<?>> running(String actorId);

    /** The sockets whose actors sleep. */
    Sleepers sleepers();

    /**
     * Gives a claim up, on a thread that may wait for the store.
     *
     * @param alarm when the actor wants to be woken, or null
     * @param then runs afterwards, in any case
     */
    void release(Claim claim, @Nullable Long alarm, Runnable then);
}
