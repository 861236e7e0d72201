package dev.dowel.runtime.recording;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** An actor's way into memory, in a flight recording. Handed from thread to thread with the start. */
@Name("dev.dowel.ActorStart")
@Label("Actor Start")
@Description("An actor was created or woken: found, claimed, loaded and started")
@Category("Dowel")
@Threshold("10 ms")
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // the recorder reads them
public final class ActorStartEvent extends Event {

    @Label("Actor Type")
    private @Nullable String actorType;

    @Label("Actor Id")
    @Description("Nothing if the actor was not found or could not be read")
    private @Nullable String actorId;

    @Label("Created")
    private boolean created;

    @Label("Error")
    @Description("Why it did not start, as group and code")
    private @Nullable String error;

    private ActorStartEvent() {}

    /** An event that begins now, or null if nobody records any. */
    static @Nullable ActorStartEvent begun() {
        ActorStartEvent event = new ActorStartEvent();
        if (!event.isEnabled()) {
            return null;
        }
        event.begin();
        return event;
    }

    /** The actor runs. */
    public void started(String type, String id, boolean isNew) {
        end();
        if (shouldCommit()) {
            actorType = type;
            actorId = id;
            created = isNew;
            commit();
        }
    }

    /** The actor does not run. */
    public void failed(String type, @Nullable String id, String reason) {
        end();
        if (shouldCommit()) {
            actorType = type;
            actorId = id;
            error = reason;
            commit();
        }
    }
}
