package dev.dowel.conformance.suite;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.ConnectRequest;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Actors that take and give much at once. Each is confined to its turn. */
final class LargePayloadActors {

    private LargePayloadActors() {}

    /** Much. */
    record Items(List<String> items) {

        static Items of(int count) {
            return new Items(IntStream.range(0, count)
                    .mapToObj(i -> "Item " + i + " with some additional text to increase size")
                    .toList());
        }

        Summary summary() {
            return new Summary(items.size(), items.getFirst(), items.getLast());
        }
    }

    /** Little about it. */
    record Summary(int itemCount, String firstItem, String lastItem) {}

    @ActorType("largePayloadActor")
    static final class Stateless extends Actor<Void> {

        @Action
        public Summary processLargeRequest(Items data) {
            return data.summary();
        }

        @Action
        public Items getLargeResponse(int itemCount) {
            return Items.of(itemCount);
        }

        @Action
        public @Nullable Object echo(@Nullable Object data) {
            return data;
        }
    }

    @ActorType("largePayloadConnActor")
    static final class Connected extends Actor<Void> {

        /** What a connection remembers. */
        record Last(int requestSize) {}

        @Override
        protected Last createConnectionState(ConnectRequest request) {
            return new Last(0);
        }

        @Action
        public Summary processLargeRequest(Items data) {
            connection().setState(new Last(data.items().size()));
            return data.summary();
        }

        @Action
        public Items getLargeResponse(int itemCount) {
            return Items.of(itemCount);
        }

        @Action
        public @Nullable Object echo(@Nullable Object data) {
            return data;
        }

        @Action
        public int getLastRequestSize() {
            return connection().state(Last.class).requestSize();
        }
    }
}
