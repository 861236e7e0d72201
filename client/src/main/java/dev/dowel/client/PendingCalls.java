package dev.dowel.client;

import dev.dowel.ActorError;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one connection that wait to be sent, and those that wait for their answer.
 *
 * <p>Confined to the connection's loop. All calls have the same time limit, so both groups are ordered by deadline, and one
 * timer for the oldest call is enough. A call whose caller gave up stays until its answer or its time limit comes: the
 * server may still work on it.
 */
final class PendingCalls {

    private record Queued(long id, PendingCall call) {}

    /** Sends one call. */
    interface Step {
        void send(long id, PendingCall call);
    }

    private final ArrayDeque<Queued> queued = new ArrayDeque<>();
    private final LinkedHashMap<Long, PendingCall> sent = new LinkedHashMap<>();
    private long queuedBytes;

    int size() {
        return queued.size() + sent.size();
    }

    long queuedBytes() {
        return queuedBytes;
    }

    /** Keeps a call until the connection is open. */
    void queue(long id, PendingCall call) {
        queued.add(new Queued(id, call));
        queuedBytes += call.frame().length;
    }

    /** Takes the queued calls out in order, but for those whose callers gave up. */
    void sendQueued(Step step) {
        for (Queued next = poll(); next != null; next = poll()) {
            if (!next.call().abandoned()) {
                step.send(next.id(), next.call());
            }
        }
    }

    private @Nullable Queued poll() {
        Queued next = queued.poll();
        if (next != null) {
            queuedBytes -= next.call().frame().length;
        }
        return next;
    }

    /** Expects the answer to a call that was sent, if somebody waits for it. */
    void expect(long id, PendingCall call) {
        if (call.answer() != null) {
            sent.put(id, new PendingCall(new byte[0], call.deadline(), call.answer()));
        }
    }

    /** Takes the call that was answered, or null if it is not known any more. */
    @Nullable
    PendingCall answered(long id) {
        return sent.remove(id);
    }

    /** The deadline of the oldest call. */
    OptionalLong nextDeadline() {
        if (queued.isEmpty() && sent.isEmpty()) {
            return OptionalLong.empty();
        }
        if (queued.isEmpty()) {
            return OptionalLong.of(sent.firstEntry().getValue().deadline());
        }
        long ofQueued = queued.getFirst().call().deadline();
        if (sent.isEmpty()) {
            return OptionalLong.of(ofQueued);
        }
        long ofSent = sent.firstEntry().getValue().deadline();
        // Compared by difference: the clock may overflow.
        return OptionalLong.of(ofQueued - ofSent < 0 ? ofQueued : ofSent);
    }

    /** Fails the calls whose time is over. */
    void expire(long now, ActorError ifQueued, ActorError ifSent) {
        while (!queued.isEmpty() && queued.getFirst().call().deadline() - now <= 0) {
            fail(poll(), ifQueued);
        }
        while (!sent.isEmpty() && sent.firstEntry().getValue().deadline() - now <= 0) {
            sent.pollFirstEntry().getValue().fail(ifSent);
        }
    }

    /** Fails the calls that were sent: their answers were lost with the socket. */
    void failSent(ActorError error) {
        var lost = new ArrayList<>(sent.values());
        sent.clear();
        lost.forEach(call -> call.fail(error));
    }

    /** Fails all calls. */
    void failAll(ActorError error) {
        failSent(error);
        while (!queued.isEmpty()) {
            fail(poll(), error);
        }
    }

    private static void fail(@Nullable Queued queued, ActorError error) {
        if (queued != null) {
            queued.call().fail(error);
        }
    }
}
