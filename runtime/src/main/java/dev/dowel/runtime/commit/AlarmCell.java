package dev.dowel.runtime.commit;

import dev.dowel.runtime.store.AlarmChange;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When an activation's actor wants to be woken: as the current turn says, and as it was sealed last. The earlier of the time
 * its schedules want and the time its queues want. Confined to the actor's turn.
 */
public final class AlarmCell {

    private record Times(@Nullable Long schedules, @Nullable Long queues) {

        private static final Times NONE = new Times(null, null);

        @Nullable
        Long earlier() {
            if (schedules == null || queues == null) {
                return schedules == null ? queues : schedules;
            }
            return Long.valueOf(Math.min(schedules, queues));
        }
    }

    private Times sealed = Times.NONE;
    private Times current = Times.NONE;

    /** Takes what is stored. */
    public void load(@Nullable Long schedules, @Nullable Long queues) {
        sealed = schedules == null && queues == null ? Times.NONE : new Times(schedules, queues);
        current = sealed;
    }

    /** The time as the current turn left it, in milliseconds since the epoch, or null for none. */
    public @Nullable Long dueAt() {
        return current.earlier();
    }

    /** What the queues want, as the current turn left it. */
    public @Nullable Long queuesDueAt() {
        return current.queues;
    }

    /** Sets another time for the schedules. */
    public void setSchedules(@Nullable Long dueAt) {
        current = new Times(dueAt, current.queues);
    }

    /** Sets another time for the queues. */
    public void setQueues(@Nullable Long dueAt) {
        current = new Times(current.schedules, dueAt);
    }

    /** Sets no time. */
    public void clear() {
        current = Times.NONE;
    }

    /** What to write, or null if the time stayed; from here on it counts as written. */
    public @Nullable AlarmChange seal() {
        Long before = sealed.earlier();
        Long after = current.earlier();
        sealed = current;
        return Objects.equals(before, after) ? null : new AlarmChange(before, after);
    }

    /** Returns to what was sealed. */
    public void rollback() {
        current = sealed;
    }
}
