package dev.dowel.client;

import dev.dowel.ActorHandle;
import dev.dowel.protocol.QueueResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sends one message after another, in the order they come: each when the one before is answered (protocol 6). The time in
 * line counts towards a send's time limit. Usable from any thread.
 */
final class SendLine implements TypedSends.Route {

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Place(ActorHandle.Sending sending, byte[] body, Duration limit, long since, AtomicBoolean left) {}

    private final HttpSends sends;
    private final Timers timers;
    private final RequestLimiter line;

    SendLine(HttpSends sends, Timers timers) {
        this.sends = sends;
        this.timers = timers;
        this.line = new RequestLimiter(1, ClientLimits.WAITING_SENDS, "messages for queues wait for those before them");
    }

    @Override
    public CompletableFuture<QueueResponse> send(ActorHandle.Sending sending, byte[] body) {
        Duration limit = sends.limit(sending);
        var place = new Place(sending, body, limit, timers.nanoTime(), new AtomicBoolean());
        CompletableFuture<QueueResponse> outcome = line.send(() -> begin(place));
        if (!outcome.isDone()) {
            Timers.Timer timer = timers.after(limit, () -> {
                if (place.left().compareAndSet(false, true)) {
                    outcome.completeExceptionally(ClientErrors.timedOut(limit, false));
                }
            });
            Completions.whenDone(outcome, (response, failure) -> timer.cancel());
        }
        return outcome;
    }

    private CompletableFuture<QueueResponse> begin(Place place) {
        Duration left = place.limit().minusNanos(timers.nanoTime() - place.since());
        if (!left.isPositive() || !place.left().compareAndSet(false, true)) {
            return CompletableFuture.failedFuture(ClientErrors.timedOut(place.limit(), false));
        }
        return sends.send(place.sending(), place.body(), left);
    }
}
