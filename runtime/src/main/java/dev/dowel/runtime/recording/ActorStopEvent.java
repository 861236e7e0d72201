package dev.dowel.runtime.recording;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** An actor's end in memory, in a flight recording. Any thread. */
@Name("dev.dowel.ActorStop")
@Label("Actor Stop")
@Description("An actor left memory: it sleeps, is destroyed, was discarded or abandoned, or its server ends")
@Category("Dowel")
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // the recorder reads them
public final class ActorStopEvent extends Event {

    @Label("Actor Type")
    private @Nullable String actorType;

    @Label("Actor Id")
    private @Nullable String actorId;

    @Label("Reason")
    private @Nullable String reason;

    private ActorStopEvent() {}

    /** Records that an actor left memory, if somebody records it. */
    static void record(String type, String id, String why) {
        ActorStopEvent event = new ActorStopEvent();
        if (event.shouldCommit()) {
            event.actorType = type;
            event.actorId = id;
            event.reason = why;
            event.commit();
        }
    }
}
