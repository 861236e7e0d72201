package dev.dowel.conformance;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;

/** Sends numbers on to a till. Confined to the actor's turn. */
@ActorType("relay")
final class Relay extends Actor<Void> {

    /** Answers when the number is in the till's queue. */
    @Action
    public void relay(String till, String sender, long value) {
        actor(Till.class, till).send(Till.NUMBERS, new Till.Numbered(sender, value));
    }
}
