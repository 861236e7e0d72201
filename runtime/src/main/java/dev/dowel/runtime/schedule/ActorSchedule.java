package dev.dowel.runtime.schedule;

import dev.dowel.ActorError;
import dev.dowel.Schedule;
import dev.dowel.ScheduledAction;
import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.Limits;
import dev.dowel.protocol.Values;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The actions of one actor that run once. Confined to the actor's turn. */
final class ActorSchedule extends Schedule {

    /** The latest time that can be set; what every client and every encoding can carry. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private final ScheduleBook book;
    private final Supplier<String> ids;
    private final Predicate<String> hasAction;

    ActorSchedule(ScheduleBook book, Supplier<String> ids, Predicate<String> hasAction) {
        this.book = book;
        this.ids = ids;
        this.hasAction = hasAction;
    }

    @Override
    protected Instant now() {
        return book.now();
    }

    @Override
    protected String add(Instant time, String action, @Nullable Object[] arguments) {
        book.checkWritable();
        if (time.isAfter(LATEST)) {
            throw new ActorError("schedule", "invalid_time", "The time " + time + " is too far away.", null);
        }
        checkAction(action, hasAction);
        Instant now = book.now();
        Instant dueAt = time.isBefore(now) ? now : notBefore(time);
        String id = ids.get();
        book.put(new Pending.OneShot(id, action, encoded(arguments), dueAt, 0));
        return id;
    }

    /** The first whole millisecond that is not before a time: what the store keeps, and never too early. */
    private static Instant notBefore(Instant time) {
        Instant floor = time.truncatedTo(ChronoUnit.MILLIS);
        return floor.equals(time) ? time : floor.plusMillis(1);
    }

    static void checkAction(String action, Predicate<String> hasAction) {
        if (!hasAction.test(action)) {
            throw new ActorError(
                    "schedule", "action_not_found", "The actor has no action \"" + action + "\" to schedule.", null);
        }
    }

    static byte[] encoded(@Nullable Object[] arguments) {
        byte[] bytes = Values.encodeArguments(Dialect.COMPAT_CBOR, arguments);
        if (bytes.length > Limits.SCHEDULE_ARGUMENT_BYTES) {
            throw new ActorError(
                    "schedule",
                    "arguments_too_large",
                    "The arguments of a scheduled action have at most " + Limits.SCHEDULE_ARGUMENT_BYTES + " bytes.",
                    null);
        }
        return bytes;
    }

    @Override
    public List<ScheduledAction> list() {
        return book.inOrderOfTime().stream()
                .filter(Pending.OneShot.class::isInstance)
                .map(pending -> ((Pending.OneShot) pending).view())
                .toList();
    }

    @Override
    public Optional<ScheduledAction> get(String id) {
        return find(id).map(Pending.OneShot::view);
    }

    private Optional<Pending.OneShot> find(String id) {
        return book.find("s" + id).map(Pending.OneShot.class::cast);
    }

    @Override
    public boolean cancel(String id) {
        book.checkWritable();
        Optional<Pending.OneShot> found = find(id);
        found.ifPresent(book::remove);
        return found.isPresent();
    }
}
