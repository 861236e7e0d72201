package dev.dowel.typescript;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.Event;

/** An actor with a name and nothing else in its annotation. */
@ActorType("plain")
final class Plain extends Actor<Void> {

    /** Somebody sang. */
    public static final Event<String> SANG = Event.of("sang", String.class);

    /** Sings. */
    @Action("sing")
    public String singing() {
        return "la";
    }
}
