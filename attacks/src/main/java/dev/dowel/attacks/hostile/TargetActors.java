package dev.dowel.attacks.hostile;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.HttpRequest;
import dev.dowel.HttpResponse;
import dev.dowel.Queue;
import dev.dowel.UserError;
import dev.dowel.WebSocketMessage;
import dev.dowel.WebSocketSession;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The actors that are attacked: one takes values of every kind, one is there for those who mean no harm. Static. */
final class TargetActors {

    private TargetActors() {}

    /** An argument with parts. */
    record Order(int id, Optional<String> note, List<Long> parts, Map<String, BigDecimal> prices) {}

    /** Takes everything, and fails in every way. */
    @ActorType("target")
    static final class Target extends Actor<Long> {

        static final Queue<Order, @Nullable Void> ORDERS = Queue.of("orders", Order.class);

        @Override
        protected Long createState(CreateRequest request) {
            return request.hasInput() ? request.input(Long.class) : 0L;
        }

        @Action
        public long increment(long by) {
            long count = update(n -> n + by);
            broadcast("newCount", count);
            return count;
        }

        @Action
        public @Nullable Object echo(@Nullable Object value) {
            return value;
        }

        @Action
        public BigInteger big(BigInteger value) {
            return value;
        }

        @Action
        public BigDecimal decimal(BigDecimal value) {
            return value;
        }

        @Action
        public int order(Order order) {
            return order.parts().size();
        }

        @Action
        public int numbers(long[] values, double factor, Set<String> names) {
            return values.length + names.size() + (int) factor;
        }

        @Action
        public int bytes(byte[] value) {
            return value.length;
        }

        @Action
        public String times(Instant instant, Duration duration) {
            return instant + " " + duration;
        }

        @Action
        public String text(int length) {
            return "x".repeat(length);
        }

        @Action
        public void crash() {
            throw new IllegalStateException("secret detail of /var/lib/secret: SELECT * FROM secrets");
        }

        @Action
        public void user() {
            throw new UserError("boom", "told on purpose", Map.of("a", 1));
        }

        @Override
        protected HttpResponse onRequest(HttpRequest request) throws Exception {
            return switch (request.path()) {
                case "/throw" -> throw new IllegalStateException("secret detail");
                case "/stream" -> HttpResponse.stream("text/plain", stream -> stream.write("streamed"));
                default -> HttpResponse.text("read " + request.stream().readAllBytes().length);
            };
        }

        @Override
        protected void onWebSocket(WebSocketSession session) {
            session.onMessage(message -> {
                switch (message) {
                    case WebSocketMessage.Text text ->
                        session.send("read " + text.text().length());
                    case WebSocketMessage.Binary binary -> session.send(binary.bytes());
                }
            });
        }
    }

    /** Serves those who mean no harm. */
    @ActorType("honest")
    static final class Honest extends Actor<Long> {

        @Override
        protected Long createState(CreateRequest request) {
            return 0L;
        }

        @Action
        public long increment() {
            return update(n -> n + 1);
        }

        @Action
        public long look() {
            return state();
        }
    }
}
