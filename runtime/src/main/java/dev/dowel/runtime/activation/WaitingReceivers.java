package dev.dowel.runtime.activation;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The turns of one activation that wait for a message, having given the token back. Confined to the holder of the token,
 * except that a place may be told by any thread.
 */
final class WaitingReceivers {

    /** One that waits. */
    static final class Place {

        private final Predicate<String> queues;
        private final CompletableFuture<@Nullable Void> told = new CompletableFuture<>();

        private Place(Predicate<String> queues) {
            this.queues = queues;
        }

        /** There may be a message, or the time is up. Any thread. */
        void tell() {
            told.complete(null);
        }

        /** Waits to be told, without the token. */
        @Nullable
        Void await() throws Exception {
            return told.get();
        }
    }

    private final Set<Place> places = new LinkedHashSet<>();

    Place add(Predicate<String> queues) {
        Place place = new Place(queues);
        places.add(place);
        return place;
    }

    void remove(Place place) {
        places.remove(place);
    }

    /** A queue has something, or will have. */
    void tell(String queue) {
        if (!places.isEmpty()) {
            List.copyOf(places).stream()
                    .filter(place -> place.queues.test(queue))
                    .forEach(Place::tell);
        }
    }
}
