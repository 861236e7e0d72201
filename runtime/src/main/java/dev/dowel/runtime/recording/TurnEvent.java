package dev.dowel.runtime.recording;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** A turn, in a flight recording. Confined to the turn's thread. */
@Name("dev.dowel.Turn")
@Label("Turn")
@Description("One run of an actor's code, from its beginning to the seal of its effects")
@Category("Dowel")
@Threshold("10 ms")
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // the recorder reads them
public final class TurnEvent extends Event {

    @Label("Actor Type")
    private @Nullable String actorType;

    @Label("Actor Id")
    private @Nullable String actorId;

    @Label("Action")
    @Description("The action or hook")
    private @Nullable String action;

    @Label("Outcome")
    private @Nullable String outcome;

    @Label("Mailbox")
    @Description("Messages that waited for this actor or ran when the turn ended, this one included")
    private int mailbox;

    private TurnEvent() {}

    /** An event that begins now, or null if nobody records any. */
    static @Nullable TurnEvent begun() {
        TurnEvent event = new TurnEvent();
        if (!event.isEnabled()) {
            return null;
        }
        event.begin();
        return event;
    }

    /** The turn ended. */
    public void ended(String type, String id, String what, String result, int waiting) {
        end();
        if (shouldCommit()) {
            actorType = type;
            actorId = id;
            action = what;
            outcome = result;
            mailbox = waiting;
            commit();
        }
    }
}
