package dev.dowel.embedded;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.ConnectRequest;
import dev.dowel.CreateRequest;
import dev.dowel.Event;
import dev.dowel.ReadOnly;
import dev.dowel.UserError;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The actors the client is tested with. */
final class ClientActors {

    private ClientActors() {}

    record Count(long value) {}

    record Change(long from, long to) {}

    /** Counts, and says so. Confined to the actor's turn. */
    @ActorType("clientCounter")
    static final class Counter extends Actor<Count> {

        static final Event<Change> CHANGED = Event.of("changed", Change.class);

        @Override
        protected Count createState(CreateRequest request) {
            return new Count(request.hasInput() ? request.input(Long.class) : 0);
        }

        @Action
        public long increment(long by) {
            long before = state().value();
            setState(new Count(before + by));
            broadcast(CHANGED, new Change(before, before + by));
            return before + by;
        }

        @ReadOnly
        @Action
        public long count() {
            return state().value();
        }

        @Action
        public int connected() {
            return connections().size();
        }

        @Action
        public void fail(String code) {
            setState(new Count(-1));
            throw new UserError(code, "As asked: é.", Map.of("code", code, "list", List.of(1, 2)));
        }

        @Action
        public void crash() {
            throw new IllegalStateException("hidden");
        }

        @Action
        public void vanish() {
            destroy();
        }
    }

    record Parcel(
            String name,
            int pieces,
            long weight,
            double price,
            boolean fragile,
            BigInteger number,
            Instant sent,
            Duration underway,
            UUID id,
            List<Change> stops,
            Map<String, Long> fees,
            Optional<String> note) {}

    /** Gives back what it gets. Confined to the actor's turn. */
    @ActorType("clientEcho")
    static final class Echo extends Actor<Count> {

        @Override
        protected Count createState(CreateRequest request) {
            return new Count(0);
        }

        @Action
        public Parcel parcel(Parcel parcel) {
            return parcel;
        }

        @Action
        public byte[] bytes(byte[] bytes) {
            return bytes;
        }

        @Action
        public List<String> parts() {
            return key().parts();
        }

        @Action
        public Object any(Object value) {
            return value;
        }
    }

    record Login(String user) {}

    /** Lets some in. Confined to the actor's turn. */
    @ActorType("clientClub")
    static final class Club extends Actor<Count> {

        static final Event<String> SECRET = Event.of("secret", String.class);

        @Override
        protected Count createState(CreateRequest request) {
            return new Count(0);
        }

        @Override
        protected Object createConnectionState(ConnectRequest request) {
            if (!request.hasParams() || !request.params(Login.class).user().startsWith("member")) {
                throw new UserError("not_a_member", "Members only.", Map.of("fee", 50));
            }
            return request.params(Login.class);
        }

        @Override
        protected boolean canSubscribe(dev.dowel.Connection connection, String event) {
            return !event.equals(SECRET.name());
        }

        @Action
        public String whoAmI() {
            return connection().state(Login.class).user();
        }

        @Action
        public void leave() {
            connection().disconnect("user.left");
        }
    }
}
