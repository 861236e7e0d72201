package dev.dowel.server;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.ConnectRequest;
import dev.dowel.Connection;
import dev.dowel.CreateRequest;
import dev.dowel.ReadOnly;
import dev.dowel.UserError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** The actors the tests of the gateway call. */
final class TestActors {

    private TestActors() {}

    /** Counts, fails in every way, and tells what it was called with. */
    @SuppressWarnings("DoNotCallSuggester") // only clients call
    @ActorType("counter")
    static final class Counter extends Actor<Long> {

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

        @ReadOnly
        @Action
        public long getCount() {
            return state();
        }

        @Action("nested.name")
        public String nested() {
            return "nested";
        }

        @Action
        public void user() {
            throw new UserError("boom", "user boom", Map.of("a", 1));
        }

        @Action
        public void crash() {
            throw new IllegalStateException("secret detail");
        }

        @Action
        public String text(int length) {
            return "x".repeat(length);
        }

        @Action
        public String grow(int length) {
            update(n -> n + 1);
            return "x".repeat(length);
        }

        @Action
        public void flood(int events, int length) {
            String payload = "x".repeat(length);
            for (int i = 0; i < events; i++) {
                broadcast("flood", payload);
            }
        }

        @Action
        public List<String> keyParts() {
            return key().parts();
        }

        @Action
        public String inNamespace() {
            return context().namespace();
        }
    }

    /** Lets nobody in without a token, and tells who called. */
    @ActorType("door")
    static final class Door extends Actor<Void> {

        record Params(Optional<String> token) {}

        @Override
        protected void onBeforeConnect(ConnectRequest request) {
            if (!request.hasParams()
                    || request.params(Params.class)
                            .token()
                            .filter("open"::equals)
                            .isEmpty()) {
                throw new UserError("nope", "denied!", Map.of("why", "deny"));
            }
        }

        @Override
        protected Object createConnectionState(ConnectRequest request) {
            return request.path() + " " + request.remoteAddress() + " "
                    + request.header("X-Test").orElse("-");
        }

        @Action
        public String caller() {
            return connection().state(String.class);
        }
    }

    /** Waits in its action until the test lets it go. */
    @ActorType("slow")
    static final class Slow extends Actor<Void> {

        private final Gate gate;

        Slow(Gate gate) {
            this.gate = gate;
        }

        @Override
        protected void onDisconnect(Connection connection) {
            gate.disconnected.countDown();
        }

        @Action
        public long hold(long number) throws InterruptedException {
            gate.entered.release();
            gate.leave.acquire();
            gate.finished.add(number);
            return number;
        }
    }

    /** What a test and the slow actor share. */
    static final class Gate {
        final Semaphore entered = new Semaphore(0);
        final Semaphore leave = new Semaphore(0);
        final CountDownLatch disconnected = new CountDownLatch(1);
        final ConcurrentLinkedQueue<Long> finished = new ConcurrentLinkedQueue<>();
    }
}
