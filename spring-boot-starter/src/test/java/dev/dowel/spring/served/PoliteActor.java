package dev.dowel.spring.served;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;

/** What actors have in common; it cannot be served. */
@ActorType("polite")
public abstract class PoliteActor extends Actor<Void> {

    /** Thanks. */
    @Action
    public String thank() {
        return "Thanks";
    }
}
