package dev.dowel.runtime.activation;

import dev.dowel.runtime.ActorAddress;
import java.util.Optional;

/** Brings work to the actor it is for. Thread safe. */
interface Dispatcher {

    /** Finds, loads or creates the actor and queues the work, or fails it. Does not block. */
    void dispatch(Work work);

    /** The running activation at an address, if there is one now. */
    Optional<Activation<?>> running(ActorAddress address);
}
