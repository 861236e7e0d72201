package dev.dowel;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of an actor: actions that run again and again. Confined to the actor's turn.
 *
 * <p>A job has a name; setting it again replaces the one before. Another cadence counts from now, the same cadence keeps
 * the next time. What is set, removed or noted in the history is stored in the turn's commit and undone when it fails. A
 * run that fails is noted and not repeated; the job goes on with its next time. A run that is due while the one before has
 * not ended is skipped. A job whose action no longer exists is removed when it is due, which is logged.
 *
 * <p>Every form of {@code set} throws {@link ActorError} {@code schedule.invalid_cron}, {@code schedule.invalid_interval},
 * {@code schedule.invalid_name}, {@code schedule.action_not_found} or {@code schedule.too_many}.
 *
 * {@snippet :
 * cron().set("daily-report", Cadence.cron("0 9 * * *"), Reports::run, "sales");
 * }
 */
public abstract class Cron {

    /** For implementations. */
    protected Cron() {}

    /** Sets a job. The one way all typed forms go. */
    protected abstract void put(String name, Cadence cadence, String action, @Nullable Object[] arguments);

    /** The jobs that are set, by name. */
    public abstract List<CronJob> list();

    /** One of them. */
    public abstract Optional<CronJob> get(String name);

    /** Removes a job and its history; false if there is none of that name. */
    public abstract boolean delete(String name);

    /**
     * The last runs of a job, newest first.
     *
     * @param limit the most to return
     */
    public abstract List<CronRun> history(String name, int limit);

    /** Sets a job for an action by name. */
    public final void set(String name, Cadence cadence, String action, @Nullable Object... arguments) {
        put(name, cadence, action, arguments);
    }

    /** Sets a job for an action without parameters. */
    public final <A> void set(String name, Cadence cadence, ActionReference.Void0<A> action) {
        put(name, cadence, ActionMethod.of(action).name(), new @Nullable Object[] {});
    }

    /** Sets a job for an action with one argument. */
    public final <A, P1 extends @Nullable Object> void set(
            String name, Cadence cadence, ActionReference.Void1<A, P1> action, P1 first) {
        put(name, cadence, ActionMethod.of(action).name(), new @Nullable Object[] {first});
    }

    /** Sets a job for an action with two arguments. */
    public final <A, P1 extends @Nullable Object, P2 extends @Nullable Object> void set(
            String name, Cadence cadence, ActionReference.Void2<A, P1, P2> action, P1 first, P2 second) {
        put(name, cadence, ActionMethod.of(action).name(), new @Nullable Object[] {first, second});
    }

    /** Sets a job for an action with three arguments. */
    public final <A, P1 extends @Nullable Object, P2 extends @Nullable Object, P3 extends @Nullable Object> void set(
            String name, Cadence cadence, ActionReference.Void3<A, P1, P2, P3> action, P1 first, P2 second, P3 third) {
        put(name, cadence, ActionMethod.of(action).name(), new @Nullable Object[] {first, second, third});
    }
}
