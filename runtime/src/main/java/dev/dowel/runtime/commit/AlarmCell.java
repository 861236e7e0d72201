package dev.dowel.runtime.commit;

import dev.dowel.runtime.store.AlarmChange;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When an activation's actor wants to be woken: as the current turn says, and as it was sealed last. Confined to the actor's
 * turn.
 */
public final class AlarmCell {

    private @Nullable Long sealed;
    private @Nullable Long current;

    /** Takes what is stored. */
    public void load(@Nullable Long dueAt) {
        sealed = dueAt;
        current = dueAt;
    }

    /** The time as the current turn left it, in milliseconds since the epoch, or null for none. */
    public @Nullable Long dueAt() {
        return current;
    }

    /** Sets another time. */
    public void set(@Nullable Long dueAt) {
        current = dueAt;
    }

    /** What to write, or null if the time stayed; from here on it counts as written. */
    public @Nullable AlarmChange seal() {
        if (Objects.equals(sealed, current)) {
            return null;
        }
        AlarmChange change = new AlarmChange(sealed, current);
        sealed = current;
        return change;
    }

    /** Returns to what was sealed. */
    public void rollback() {
        current = sealed;
    }
}
