package dev.dowel.client;

import dev.dowel.Action;
import dev.dowel.ActorType;

/** What the tests call. */
@ActorType("counter")
interface Counter {
    @Action
    int increment(int by);

    @Action
    void reset();
}
