package dev.dowel.runtime.recording;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** A wait at the gate, in a flight recording. Begun by the turn, ended on the commit thread. */
@Name("dev.dowel.GateWait")
@Label("Gate Wait")
@Description("What a turn let out waited until all it depends on was durable")
@Category("Dowel")
@Threshold("20 ms")
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // the recorder reads them
public final class GateWaitEvent extends Event {

    @Label("Actor Type")
    private @Nullable String actorType;

    @Label("Actor Id")
    private @Nullable String actorId;

    @Label("Durable")
    private boolean durable;

    private GateWaitEvent() {}

    /** An event that begins now, or null if nobody records any. */
    static @Nullable GateWaitEvent begun() {
        GateWaitEvent event = new GateWaitEvent();
        if (!event.isEnabled()) {
            return null;
        }
        event.begin();
        return event;
    }

    /** The outputs left, or failed. */
    public void ended(String type, String id, boolean success) {
        end();
        if (shouldCommit()) {
            actorType = type;
            actorId = id;
            durable = success;
            commit();
        }
    }
}
