package dev.dowel.runtime.queue;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The messages of an actor's queues, without their bodies, in the orders they are asked for. Confined to the actor's turn.
 *
 * <p><b>Invariants.</b> Every message is in {@code byPlace}, and in exactly one of: its lane, if it is due or holds up its
 * queue; {@code later}, if it is not due yet; {@code held}, if a turn received it. What is in {@code later} goes over to its
 * lane when it is asked for at a time at which it is due.
 */
final class QueueIndex {

    /** One queue's messages that are due. */
    private static final class Lane {
        private final NavigableMap<Long, QueuedMessage> messages = new TreeMap<>();
        private long servedLast;

        /** A lane that takes its turn after the queues that wait already. */
        Lane(long served) {
            servedLast = served;
        }

        QueuedMessage head() {
            return messages.firstEntry().getValue();
        }

        /** Whether all of it waits for the first one. What was due once stays so, whatever the clock does. */
        boolean isHeldUp(long now) {
            return head().holdsUp() && !head().isDue(now);
        }
    }

    private static final Comparator<QueuedMessage> BY_TIME =
            Comparator.comparingLong(QueuedMessage::visibleAt).thenComparingLong(QueuedMessage::seq);

    private static final long PLACES_OF_A_MILLISECOND = (1 << 12) - 1;

    private final NavigableMap<Long, QueuedMessage> byPlace = new TreeMap<>();
    private final Map<String, Lane> lanes = new LinkedHashMap<>();
    private final NavigableSet<QueuedMessage> later = new TreeSet<>(BY_TIME);
    private final Map<Long, QueuedMessage> held = new TreeMap<>();
    private final Map<String, Integer> heldByQueue = new HashMap<>();
    private final Map<String, Integer> sizes = new HashMap<>();
    private long served;

    int size() {
        return byPlace.size();
    }

    int size(String queue) {
        return sizes.getOrDefault(queue, 0);
    }

    boolean contains(QueuedMessage message) {
        return message.equals(byPlace.get(message.place()));
    }

    /** A free place, the wanted one or one behind it: behind all others of its millisecond, or in the next that has room. */
    long freePlace(long wanted) {
        long place = wanted;
        while (true) {
            Long last = byPlace.floorKey(place | PLACES_OF_A_MILLISECOND);
            if (last == null || last < place) {
                return place;
            }
            place = last + 1;
        }
    }

    boolean isTaken(long place) {
        return byPlace.containsKey(place);
    }

    /** The message that is stored first. */
    @Nullable
    QueuedMessage first() {
        return byPlace.isEmpty() ? null : byPlace.firstEntry().getValue();
    }

    void insert(QueuedMessage message, long now) {
        byPlace.put(message.place(), message);
        sizes.merge(message.queue(), 1, Integer::sum);
        enqueue(message, now);
    }

    private void enqueue(QueuedMessage message, long now) {
        if (message.isDue(now) || message.holdsUp()) {
            lanes.computeIfAbsent(message.queue(), name -> new Lane(served))
                    .messages
                    .put(message.seq(), message);
        } else {
            later.add(message);
        }
    }

    void delete(QueuedMessage message) {
        byPlace.remove(message.place());
        sizes.computeIfPresent(message.queue(), (name, size) -> size == 1 ? null : size - 1);
        dequeue(message);
        release(message);
    }

    private void dequeue(QueuedMessage message) {
        later.remove(message);
        Lane lane = lanes.get(message.queue());
        if (lane != null && lane.messages.remove(message.seq()) != null && lane.messages.isEmpty()) {
            lanes.remove(message.queue());
        }
    }

    /** A turn received it. */
    void hold(QueuedMessage message) {
        Lane lane = lanes.get(message.queue());
        if (lane != null) {
            lane.servedLast = ++served;
        }
        dequeue(message);
        held.put(message.seq(), message);
        heldByQueue.merge(message.queue(), 1, Integer::sum);
    }

    /** It waits again as before. */
    void letGo(QueuedMessage message, long now) {
        if (release(message)) {
            enqueue(message, now);
        }
    }

    private boolean release(QueuedMessage message) {
        if (held.remove(message.seq()) == null) {
            return false;
        }
        heldByQueue.computeIfPresent(message.queue(), (name, count) -> count == 1 ? null : count - 1);
        return true;
    }

    boolean isHeld(QueuedMessage message) {
        return held.containsKey(message.seq());
    }

    Collection<Long> heldNumbers() {
        return held.keySet();
    }

    /** Whether something is due, or is being handled. */
    boolean hasWork() {
        return !lanes.isEmpty() || !held.isEmpty();
    }

    /** Whether something can be received from some queues. */
    boolean hasDue(Predicate<String> queues, long now) {
        return lanes.entrySet().stream()
                .anyMatch(lane -> queues.test(lane.getKey()) && !lane.getValue().isHeldUp(now));
    }

    /** When the next message becomes due, or null. */
    @Nullable
    Long nextDue(long now) {
        return nextDue(queue -> true, now).orElse(null);
    }

    /** When the next message of some queues becomes due that is not due now. */
    Optional<Long> nextDue(Predicate<String> queues, long now) {
        Optional<Long> heldUp = lanes.entrySet().stream()
                .filter(lane -> queues.test(lane.getKey()) && lane.getValue().isHeldUp(now))
                .map(lane -> lane.getValue().head().visibleAt())
                .min(Long::compare);
        Optional<Long> delayed = later.stream()
                .filter(message -> queues.test(message.queue()))
                .map(QueuedMessage::visibleAt)
                .findFirst();
        return heldUp.isPresent() && delayed.isPresent()
                ? Optional.of(Math.min(heldUp.get(), delayed.get()))
                : heldUp.or(() -> delayed);
    }

    /** What is due by now goes over to its lane. */
    void advance(long now) {
        while (!later.isEmpty() && later.first().isDue(now)) {
            enqueue(later.pollFirst(), now);
        }
    }

    /**
     * The message to receive next: the first of the queue that was served longest ago.
     *
     * @param strict which queues let nothing pass a message that is held or waits for its next attempt
     */
    Optional<QueuedMessage> next(Predicate<String> queues, Predicate<String> strict, long now) {
        advance(now);
        QueuedMessage best = null;
        long bestServed = 0;
        for (Map.Entry<String, Lane> entry : lanes.entrySet()) {
            String queue = entry.getKey();
            if (!queues.test(queue) || (strict.test(queue) && heldByQueue.containsKey(queue))) {
                continue;
            }
            Lane lane = entry.getValue();
            if (lane.isHeldUp(now)) {
                continue;
            }
            QueuedMessage head = lane.head();
            if (best == null
                    || lane.servedLast < bestServed
                    || (lane.servedLast == bestServed && head.seq() < best.seq())) {
                best = head;
                bestServed = lane.servedLast;
            }
        }
        return Optional.ofNullable(best);
    }
}
