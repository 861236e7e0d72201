package dev.dowel;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The actions an actor runs later, once each. Confined to the actor's turn.
 *
 * <p>Setting and cancelling belong to the turn: they are stored in its commit and undone when it fails. An action runs at
 * least once after its time, in a turn of its own, whether the actor sleeps, the server restarts or crashes. It is removed
 * in the commit of its effects. One that fails is tried again after a growing pause, as often as {@link
 * ScheduledAction#MAX_ATTEMPTS}. A time in the past means as soon as possible.
 *
 * <p>Every form throws {@link ActorError} {@code schedule.action_not_found} if the actor has no such action, {@code
 * schedule.too_many} beyond the bound on pending actions, {@code schedule.invalid_time} if the time is too far away.
 *
 * {@snippet :
 * String id = schedule().after(Duration.ofHours(24), ChatRoom::expire, message.at());
 * schedule().cancel(id);
 * }
 */
public abstract class Schedule {

    /** For implementations. */
    protected Schedule() {}

    /** Sets an action. The one way all typed forms go. Returns the id to cancel it by. */
    protected abstract String add(Instant time, String action, @Nullable Object[] arguments);

    /** The current time, from which delays are counted. */
    protected abstract Instant now();

    /** The actions that are set and did not run yet, earliest first. */
    public abstract List<ScheduledAction> list();

    /** One of them. */
    public abstract Optional<ScheduledAction> get(String id);

    /** Removes one of them; false if there is none with this id. */
    public abstract boolean cancel(String id);

    /** Runs an action by name after a delay. */
    public final String after(Duration delay, String action, @Nullable Object... arguments) {
        return add(later(delay), action, arguments);
    }

    /** Runs an action by name at a time. */
    public final String at(Instant time, String action, @Nullable Object... arguments) {
        return add(time, action, arguments);
    }

    /** Runs an action without parameters after a delay. */
    public final <A> String after(Duration delay, ActionReference.Void0<A> action) {
        return at(later(delay), action);
    }

    /** Runs an action with one argument after a delay. */
    public final <A, P1 extends @Nullable Object> String after(
            Duration delay, ActionReference.Void1<A, P1> action, P1 first) {
        return at(later(delay), action, first);
    }

    /** Runs an action with two arguments after a delay. */
    public final <A, P1 extends @Nullable Object, P2 extends @Nullable Object> String after(
            Duration delay, ActionReference.Void2<A, P1, P2> action, P1 first, P2 second) {
        return at(later(delay), action, first, second);
    }

    /** Runs an action with three arguments after a delay. */
    public final <A, P1 extends @Nullable Object, P2 extends @Nullable Object, P3 extends @Nullable Object>
            String after(Duration delay, ActionReference.Void3<A, P1, P2, P3> action, P1 first, P2 second, P3 third) {
        return at(later(delay), action, first, second, third);
    }

    /** Runs an action without parameters at a time. */
    public final <A> String at(Instant time, ActionReference.Void0<A> action) {
        return add(time, ActionMethod.of(action).name(), new @Nullable Object[] {});
    }

    /** Runs an action with one argument at a time. */
    public final <A, P1 extends @Nullable Object> String at(
            Instant time, ActionReference.Void1<A, P1> action, P1 first) {
        return add(time, ActionMethod.of(action).name(), new @Nullable Object[] {first});
    }

    /** Runs an action with two arguments at a time. */
    public final <A, P1 extends @Nullable Object, P2 extends @Nullable Object> String at(
            Instant time, ActionReference.Void2<A, P1, P2> action, P1 first, P2 second) {
        return add(time, ActionMethod.of(action).name(), new @Nullable Object[] {first, second});
    }

    /** Runs an action with three arguments at a time. */
    public final <A, P1 extends @Nullable Object, P2 extends @Nullable Object, P3 extends @Nullable Object> String at(
            Instant time, ActionReference.Void3<A, P1, P2, P3> action, P1 first, P2 second, P3 third) {
        return add(time, ActionMethod.of(action).name(), new @Nullable Object[] {first, second, third});
    }

    private Instant later(Duration delay) {
        try {
            return now().plus(delay);
        } catch (ArithmeticException | java.time.DateTimeException e) {
            throw new ActorError("schedule", "invalid_time", "The delay " + delay + " is too long.", null, null, e);
        }
    }
}
