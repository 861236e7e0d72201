package dev.dowel.runtime.recording;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** A commit group, in a flight recording. Commit thread only. */
@Name("dev.dowel.CommitGroup")
@Label("Commit Group")
@Description("One write to the store with its sync, for all turns that waited for it")
@Category("Dowel")
@Threshold("10 ms")
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // the recorder reads them
public final class CommitGroupEvent extends Event {

    @Label("Turns")
    @Description("Turns in the group, those that wrote nothing included")
    private int turns;

    @Label("Actors")
    @Description("Actors that were written")
    private int actors;

    @Label("Bytes")
    @Description("States, keys and values that were written")
    @DataAmount
    private long bytes;

    @Label("Durable")
    private boolean durable;

    private CommitGroupEvent() {}

    /** An event that begins now, or null if nobody records any. */
    static @Nullable CommitGroupEvent begun() {
        CommitGroupEvent event = new CommitGroupEvent();
        if (!event.isEnabled()) {
            return null;
        }
        event.begin();
        return event;
    }

    /** The store answered. */
    public void ended(int turnsInGroup, int actorsWritten, long bytesWritten, boolean success) {
        end();
        if (shouldCommit()) {
            turns = turnsInGroup;
            actors = actorsWritten;
            bytes = bytesWritten;
            durable = success;
            commit();
        }
    }
}
