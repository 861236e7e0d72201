package dev.dowel.runtime.queue;

import dev.dowel.ActorError;
import dev.dowel.Queue;
import dev.dowel.SendOptions;
import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.RawValue;
import dev.dowel.runtime.ActorListener;
import dev.dowel.runtime.commit.AlarmCell;
import dev.dowel.runtime.commit.Entries;
import dev.dowel.runtime.store.ActorPart;
import dev.dowel.runtime.turn.TurnScope;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Everything in the queues of an activation's actor. Confined to the actor's turn; changes belong to the turn.
 *
 * <p><b>Protocol.</b> A message is in the actor's entries from the commit of the turn that sent it to the commit of the turn
 * that removes it. A turn that receives a message holds it, in memory only: if the activation ends, the message is there as
 * before. Which messages are being handled is noted in the entries, so that an attempt that killed the process counts.
 *
 * <p>While there is something to handle, the actor's alarm is set to a time that has passed: nobody looks at the alarms of an
 * actor that runs, and after a crash it wakes the actor. When the actor goes to sleep, {@link #settle} leaves only what
 * it is to be woken for.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>The index holds what the entries hold; what a turn changed there is undone with it.
 *   <li>No message has a place below the floor, so that a start reads from there and does not meet what was removed. The
 *       floor is not above the last number, so that what is sent next finds its place at once.
 *   <li>Numbers of messages grow in the order of sending, whatever the clock does.
 * </ol>
 */
public final class QueueBook {

    /** A message that was received, with its body as it was sent. */
    public record Received(QueuedMessage message, byte[] body) {

        /** The body, to be decoded. */
        public RawValue value() {
            return RawValue.of(body, message.dialect());
        }
    }

    /** What became of a send. */
    public record Receipt(QueuedMessage message, boolean isNew, Optional<SentKeys.Outcome> outcome) {}

    /** Numbers that are given out before how high they may be is written again: those of a minute. */
    private static final long NUMBERS_AHEAD = 60_000L << 12;

    /** Removed messages between two settings of the floor. */
    private static final int FLOOR_STEP = 1_024;

    /** The same when the actor goes to sleep: there is a turn for it, and the next start is near. */
    private static final int FLOOR_STEP_AT_END = 64;

    /** Old messages that are moved out of the floor's way at a time. */
    private static final int MOVED_AT_ONCE = 64;

    private final TurnScope scope;
    private final Entries entries;
    private final AlarmCell alarm;
    private final InstantSource clock;
    private final QueueRules rules;
    private final Consumer<String> available;
    private final Consumer<QueuedMessage> givenUp;
    private final ActorListener listener;
    private final QueueIndex index = new QueueIndex();
    private final Bodies bodies;
    private final DeadLetters deadLetters;
    private final SentKeys sentKeys;
    private final Set<String> asked = new HashSet<>();
    private boolean askedAll;
    private boolean noted;
    private long lastSeq;
    private Marks marks = Marks.NONE;
    private int removed;
    private long lowestRemoved = Long.MAX_VALUE;

    /**
     * Empty queues.
     *
     * @param available told the name of a queue that has something to receive, or will have; in the actor's turn
     * @param givenUp told a message that becomes a dead letter, in the turn that makes it one
     * @param listener told how many messages come and go, when that is sealed
     */
    public QueueBook(
            TurnScope scope,
            Entries entries,
            AlarmCell alarm,
            InstantSource clock,
            QueueRules rules,
            Consumer<String> available,
            Consumer<QueuedMessage> givenUp,
            ActorListener listener) {
        this.scope = scope;
        this.entries = entries;
        this.alarm = alarm;
        this.clock = clock;
        this.rules = rules;
        this.available = available;
        this.givenUp = givenUp;
        this.listener = listener;
        this.bodies = new Bodies(entries);
        this.deadLetters = new DeadLetters(entries);
        this.sentKeys = new SentKeys(scope, entries, clock);
    }

    /** Takes what is stored, first thing in the turn that starts the actor. What was being handled was tried once more. */
    public void load(StoredQueues stored) {
        marks = stored.marks();
        lastSeq = Math.max(marks.floor(), marks.ceiling());
        long now = clock.millis();
        stored.messages().forEach(message -> index.insert(message, now));
        bodies.load(stored);
        if (!stored.handled().isEmpty()) {
            entries.delete(ActorPart.QUEUE, QueueFormat.HANDLED);
            stored.messages().stream()
                    .filter(message -> stored.handled().contains(message.seq()))
                    .forEach(message -> triedInVain(message, "crash", Duration.ZERO, true));
        }
    }

    private long now() {
        return clock.millis();
    }

    /** Adds a message, or finds the one that was sent with its idempotency key. */
    public Receipt add(String queue, RawValue body, SendOptions options) {
        checkWritable();
        byte[] bytes = body.toByteArray();
        rules.check(queue, bytes.length);
        @Nullable String key = options.idempotencyKey().orElse(null);
        if (key != null) {
            Optional<SentKeys.Sent> sent = sentKeys.find(queue, key);
            if (sent.isPresent()) {
                return new Receipt(
                        repeated(queue, sent.get(), body.dialect(), key),
                        false,
                        sent.get().outcome());
            }
        }
        if (index.size() >= rules.maxSize()) {
            throw new ActorError("queue", "full", "Queue is full. Limit is " + rules.maxSize() + " messages.", null);
        }
        long now = now();
        long seq = nextNumber(now);
        long visibleAt = options.delay().isZero() ? 0 : plus(now, options.delay());
        QueuedMessage message = new QueuedMessage(
                seq,
                freePlace(visibleAt > now ? visibleAt << 12 : seq),
                queue,
                body.dialect(),
                now,
                visibleAt,
                options.timeToLive().map(life -> plus(now, life)).orElse(0L),
                0,
                false,
                key);
        if (key != null) {
            sentKeys.remember(queue, key, seq);
        }
        write(message, bytes);
        insert(message, now);
        scope.current().afterSeal(() -> {
            listener.messageQueued();
            available.accept(queue);
        });
        setAlarm();
        return new Receipt(message, true, Optional.empty());
    }

    /** A number for a message. How high they may be is stored, some way ahead, so that they do not come again. */
    private long nextNumber(long now) {
        lastSeq = Math.max(lastSeq + 1, now << 12);
        if (lastSeq >= marks.ceiling()) {
            setMarks(new Marks(marks.floor(), lastSeq + NUMBERS_AHEAD));
        }
        return lastSeq;
    }

    private void setMarks(Marks changed) {
        Marks before = marks;
        marks = changed;
        scope.current().onRollback(() -> marks = before);
        entries.put(ActorPart.QUEUE, QueueFormat.MARKS, QueueFormat.marks(changed));
    }

    private static QueuedMessage repeated(String queue, SentKeys.Sent sent, Dialect dialect, String key) {
        return new QueuedMessage(sent.seq(), 0, queue, dialect, 0, 0, 0, 0, false, key);
    }

    private static long plus(long now, Duration duration) {
        long most = Long.MAX_VALUE >> 13; // a place has room for it, and for others beside it
        return duration.compareTo(Duration.ofMillis(most - now)) >= 0 ? most : now + duration.toMillis();
    }

    private long freePlace(long wanted) {
        return index.freePlace(Math.max(wanted, marks.floor()));
    }

    private void write(QueuedMessage message, byte[] body) {
        entries.put(ActorPart.QUEUE, QueueFormat.messageKey(message.place()), QueueFormat.value(message, "", body));
        bodies.keep(message.place(), body);
    }

    private void insert(QueuedMessage message, long now) {
        index.insert(message, now);
        scope.current().onRollback(() -> delete(message));
    }

    private void delete(QueuedMessage message) {
        index.delete(message);
        bodies.drop(message.place());
    }

    private void erase(QueuedMessage message) {
        boolean wasHeld = index.isHeld(message);
        entries.delete(ActorPart.QUEUE, QueueFormat.messageKey(message.place()));
        delete(message);
        scope.current().onRollback(() -> {
            index.insert(message, now());
            if (wasHeld) {
                index.hold(message);
            }
        });
        removed++;
        lowestRemoved = Math.min(lowestRemoved, message.place());
    }

    /** Notes that something wants to receive from some queues. */
    public void askedFor(Optional<Set<String>> queues) {
        queues.ifPresentOrElse(asked::addAll, () -> askedAll = true);
    }

    /** Whether something of this activation wanted to receive anything. */
    public boolean wasAnythingAskedFor() {
        return askedAll || !asked.isEmpty();
    }

    /** Whether something of this activation wanted to receive from a queue. */
    public boolean wasAskedFor(String queue) {
        return askedAll || asked.contains(queue);
    }

    /**
     * Receives the message that comes next; the turn holds it from now on.
     *
     * @param strict which queues let nothing pass a message that is held or waits for its next attempt
     */
    public Optional<Received> take(Predicate<String> queues, Predicate<String> strict) {
        while (true) {
            long now = now();
            Optional<QueuedMessage> next = index.next(queues, strict, now);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            QueuedMessage message = next.get();
            byte[] body = bodies.of(message, index);
            if (!message.isExpired(now)) {
                index.hold(message);
                scope.current().onRollback(() -> index.letGo(message, now()));
                return Optional.of(new Received(message, body));
            }
            giveUp(message, body, "expired");
        }
    }

    /** Notes in the entries what is being handled. */
    public void noteHandled() {
        noted = true;
        writeNote();
    }

    private void writeNote() {
        if (!noted) {
            return;
        }
        List<Long> handled = new ArrayList<>(index.heldNumbers());
        if (handled.isEmpty()) {
            entries.delete(ActorPart.QUEUE, QueueFormat.HANDLED);
            noted = false;
            scope.current().onRollback(() -> noted = true);
        } else {
            entries.put(ActorPart.QUEUE, QueueFormat.HANDLED, QueueFormat.numbers(handled, handled.size()));
        }
    }

    /**
     * Removes a message that was handled.
     *
     * @param response what it was completed with, or null; kept for repeated sends
     */
    public void complete(QueuedMessage message, byte @Nullable [] response) {
        checkWritable();
        erase(message);
        sentKeys.completed(message, response);
        if (index.heldNumbers().isEmpty()) { // the number of one that is gone means nothing to a start
            writeNote();
        }
        setAlarm();
        if (removed >= FLOOR_STEP) {
            raiseFloor();
        }
        scope.current().afterSeal(listener::messageHandled);
        if (rules.of(message.queue()).isStrict()) {
            scope.current().afterSeal(() -> available.accept(message.queue())); // others may have waited for this one
        }
    }

    /** Lets a message wait as before. Nothing is written. */
    public void letGo(QueuedMessage message) {
        index.letGo(message, now());
        available.accept(message.queue());
    }

    /** Whether a message is still there and nobody else holds it. */
    public boolean isThere(QueuedMessage message) {
        return index.contains(message);
    }

    /**
     * A message was tried in vain: it waits for its next attempt, or is given up.
     *
     * @param delay how long it waits, or null for the time its attempts make
     * @param counts whether that was an attempt
     */
    public void triedInVain(QueuedMessage message, String reason, @Nullable Duration delay, boolean counts) {
        byte[] body = bodies.of(message, index);
        int attempts = message.attempts() + (counts ? 1 : 0);
        Queue<?, ?> queue = rules.of(message.queue());
        if (attempts >= queue.maxAttempts()) {
            giveUp(message, body, reason);
            return;
        }
        long now = now();
        long visibleAt = plus(now, delay == null ? QueueRules.pauseAfter(attempts) : delay);
        erase(message);
        long place = visibleAt > now ? freePlace(visibleAt << 12) : message.place();
        QueuedMessage again =
                message.again(place, visibleAt > now ? visibleAt : message.visibleAt(), attempts, queue.isStrict());
        write(again, body);
        insert(again, now);
        writeNote();
        setAlarm();
        scope.current().afterSeal(() -> available.accept(message.queue()));
    }

    /** Makes a message a dead letter. */
    public void giveUp(QueuedMessage message, byte[] body, String reason) {
        erase(message);
        deadLetters.add(message, body, reason);
        sentKeys.givenUp(message);
        givenUp.accept(message);
        writeNote();
        setAlarm();
        scope.current().afterSeal(() -> {
            listener.messageGivenUp();
            available.accept(message.queue());
        });
    }

    /** The dead letters. */
    public DeadLetters deadLetters() {
        return deadLetters;
    }

    /** Puts a dead letter back; false if there is none. */
    public boolean retry(String queue, String id) {
        checkWritable();
        Optional<QueueFormat.Stored> dead = deadLetters.find(queue, id);
        dead.ifPresent(letter -> {
            add(
                    queue,
                    RawValue.of(letter.body(), letter.message().dialect()),
                    SendOptions.NONE); // there may be no room
            deadLetters.delete(queue, id);
        });
        return dead.isPresent();
    }

    /** How many messages a queue has. */
    public int size(String queue) {
        return index.size(queue);
    }

    /** How many messages all queues have. */
    public int size() {
        return index.size();
    }

    /** When the next message of some queues will be due that is not due now. */
    public Optional<Long> nextDue(Predicate<String> queues) {
        return index.nextDue(queues, now());
    }

    /** Whether a message is due that something wanted to receive. */
    public boolean hasAskedFor() {
        long now = now();
        index.advance(now);
        return index.hasDue(this::wasAskedFor, now);
    }

    /** The last turn before the actor sleeps: it is woken for what is due only if something wanted to receive it. */
    public void settle() {
        setAlarm(isWanted());
        if (noted) {
            entries.delete(ActorPart.QUEUE, QueueFormat.HANDLED);
        }
        if (removed >= FLOOR_STEP_AT_END) {
            raiseFloor();
        }
    }

    /** Whether {@link #settle} would change something. */
    public boolean isUnsettled() {
        return noted || removed >= FLOOR_STEP_AT_END || !Objects.equals(alarm.queuesDueAt(), due(isWanted()));
    }

    private boolean isWanted() {
        long now = now();
        index.advance(now);
        return index.hasDue(this::wasAskedFor, now) || !index.heldNumbers().isEmpty();
    }

    private void setAlarm() {
        setAlarm(index.hasWork());
    }

    private void setAlarm(boolean work) {
        Long before = alarm.queuesDueAt();
        Long due = due(work);
        if (Objects.equals(before, due)) {
            return;
        }
        alarm.setQueues(due);
        if (due == null) {
            entries.delete(ActorPart.QUEUE, QueueFormat.ALARM);
        } else {
            entries.put(ActorPart.QUEUE, QueueFormat.ALARM, QueueFormat.number(due));
        }
    }

    private @Nullable Long due(boolean work) {
        if (!rules.wakes()) {
            return null;
        }
        long now = now();
        if (work) {
            Long before = alarm.queuesDueAt();
            return before != null && before <= now ? before : Long.valueOf(now);
        }
        return index.nextDue(now);
    }

    /** So that the next start does not meet what was removed. Messages that others overtook are moved out of the way. */
    private void raiseFloor() {
        long overtaken = lowestRemoved;
        for (int moved = 0; moved < MOVED_AT_ONCE; moved++) {
            QueuedMessage first = index.first();
            if (first == null || first.place() > overtaken || index.isHeld(first)) {
                break;
            }
            move(first);
        }
        QueuedMessage first = index.first();
        long lowest = first == null ? lastSeq : Math.min(lastSeq, first.place());
        setMarks(new Marks(Math.max(marks.floor(), lowest), marks.ceiling()));
        removed = 0;
        lowestRemoved = Long.MAX_VALUE;
    }

    private void move(QueuedMessage message) {
        byte[] body = bodies.of(message, index);
        erase(message);
        QueuedMessage further = message.at(freePlace(Math.max(lastSeq + 1, now() << 12)));
        write(further, body);
        insert(further, now());
    }

    private void checkWritable() {
        if (scope.current().isReadOnly()) {
            throw new IllegalStateException("An action marked @ReadOnly cannot change queues.");
        }
    }
}
