package dev.dowel.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorError;
import dev.dowel.protocol.ClientMessage;
import dev.dowel.protocol.ErrorBody;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * One random life of a connection, with everything that may happen to it, and what must hold meanwhile and at its end.
 *
 * <p>Confined to one thread; everything follows from the seed.
 */
final class SimulatedConnection {

    /** How often the interesting things happened over many lives. */
    static final class Coverage {
        int answered;
        int lost;
        int timedOut;
        int heard;
        int reconnected;
        int refused;
        int closed;
    }

    private static final List<String> EVENTS = List.of("red", "green", "blue");
    private static final String[] PASSING = {
        "actor.starting", "actor.not_found", "ws.going_away", "guard.actor_ready_timeout", "", "free text"
    };
    private static final String[] LOSSES = {"", "actor.stopped", "ws.going_away", "message.incoming_too_long", "bye"};

    private final Random random;
    private final Coverage coverage;
    private final ArrayDeque<Runnable> listenerRuns = new ArrayDeque<>();
    private final TestClient test = new TestClient(ScriptedSockets.ENCODING, listenerRuns::add, null);
    private final ActorConnection<Counter> connection =
            test.client.actor(Counter.class, "a").connect();

    private final Map<Integer, CompletableFuture<Integer>> calls = new TreeMap<>();
    private final List<Listener> listeners = new ArrayList<>();
    private final Map<ScriptedSockets.Fake, Server> servers = new HashMap<>();
    private final List<Integer> received = new ArrayList<>();
    private int nextArgument;
    private int nextEvent;
    private boolean closed;
    private boolean refused;

    SimulatedConnection(long seed, Coverage coverage) {
        this.random = new Random(seed);
        this.coverage = coverage;
    }

    void run() {
        int steps = 20 + random.nextInt(200);
        boolean closes = random.nextInt(4) == 0;
        for (int i = 0; i < steps && !closed; i++) {
            step();
            checkNow();
        }
        if (closes) {
            close();
        }
        settle();
        checkEnd();
    }

    private void step() {
        switch (random.nextInt(12)) {
            case 0, 1 -> call();
            case 2 -> connection.status();
            case 3 -> listen(random.nextInt(3) == 0);
            case 4 -> stopListening();
            case 5 -> cancelCall();
            case 6 -> test.timers.advance(Duration.ofMillis(1L << random.nextInt(16)));
            case 7 -> runListeners(random.nextInt(5));
            default -> serverStep();
        }
    }

    // The user

    private void call() {
        if (refused) {
            return;
        }
        int argument = nextArgument++;
        if (random.nextInt(4) == 0) {
            connection.send("increment", argument);
        } else {
            calls.put(argument, connection.callAsync(Counter::increment, argument));
        }
    }

    private void cancelCall() {
        if (!calls.isEmpty() && random.nextInt(4) == 0) {
            List<CompletableFuture<Integer>> all = List.copyOf(calls.values());
            all.get(random.nextInt(all.size())).cancel(true);
        }
    }

    /** A listener and what it should hear. */
    private final class Listener {
        final String event;
        final boolean once;
        final List<Object> heard = new ArrayList<>();
        final List<Object> expected = new ArrayList<>();
        final Subscription subscription;
        boolean active = true;
        boolean removed;

        Listener(String event, boolean once) {
            this.event = event;
            this.once = once;
            this.subscription = once
                    ? connection.once(event, arguments -> heard.addAll(arguments))
                    : connection.on(event, arguments -> heard.addAll(arguments));
        }
    }

    private void listen(boolean once) {
        if (!refused) {
            listeners.add(new Listener(EVENTS.get(random.nextInt(EVENTS.size())), once));
        }
    }

    private void stopListening() {
        if (!listeners.isEmpty()) {
            Listener listener = listeners.get(random.nextInt(listeners.size()));
            listener.subscription.close();
            listener.active = false;
            listener.removed = true;
        }
    }

    private void runListeners(int most) {
        for (int i = 0; i < most && !listenerRuns.isEmpty(); i++) {
            listenerRuns.remove().run();
        }
    }

    private void close() {
        closed = true;
        coverage.closed++;
        assertThat(connection.beginClose()).isNotCancelled();
    }

    // The server

    /** What the server knows of one socket. */
    private final class Server {
        final ScriptedSockets.Fake socket;
        final Set<String> subscriptions = new HashSet<>();
        final Map<Long, Integer> unanswered = new TreeMap<>();
        int read;
        boolean accepted;
        boolean over;

        Server(ScriptedSockets.Fake socket) {
            this.socket = socket;
        }

        void readAll() {
            for (; read < socket.received.size(); read++) {
                assertThat(accepted).as("something was sent before Init").isTrue();
                switch (socket.received.get(read)) {
                    case ClientMessage.SubscriptionRequest change
                    when change.subscribe() ->
                        assertThat(subscriptions.add(change.eventName()))
                                .as("subscribed twice")
                                .isTrue();
                    case ClientMessage.SubscriptionRequest change ->
                        assertThat(subscriptions.remove(change.eventName()))
                                .as("unsubscribed from what it was not subscribed to")
                                .isTrue();
                    case ClientMessage.ActionRequest call -> {
                        List<Object> arguments = call.args().decode(List.class);
                        int argument = ((Number) arguments.getFirst()).intValue();
                        received.add(argument);
                        unanswered.put(call.id(), argument);
                    }
                }
            }
        }
    }

    private Server server(ScriptedSockets.Fake socket) {
        return servers.computeIfAbsent(socket, Server::new);
    }

    private void serverStep() {
        List<ScriptedSockets.Fake> sockets = test.sockets.opened;
        boolean stray = random.nextInt(10) == 0;
        Server server = server(stray ? sockets.get(random.nextInt(sockets.size())) : sockets.getLast());
        if (server.socket.aborted && !stray) {
            return;
        }
        if (!server.accepted) {
            open(server);
        } else if (!server.over) {
            serve(server);
        } else if (stray) {
            strayEvent(server);
        }
    }

    private void open(Server server) {
        boolean current = isCurrent(server);
        switch (random.nextInt(current ? 6 : 2)) {
            case 0 -> end(server, () -> server.socket.refuse());
            case 1 -> end(server, () -> server.socket.close(PASSING[random.nextInt(PASSING.length)]));
            case 2 -> {
                if (random.nextInt(30) == 0) {
                    refused = true;
                    coverage.refused++;
                    end(server, () -> server.socket.fail(null, new ErrorBody("user", "nope", "No.")));
                }
            }
            default -> {
                server.accepted = true;
                coverage.reconnected++;
                server.socket.accept("actor", "connection-" + servers.size());
            }
        }
    }

    private void serve(Server server) {
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> answer(server);
            case 3, 4 -> event(server);
            case 5 -> server.socket.message("{\"body\":7}".getBytes(StandardCharsets.UTF_8));
            case 6 -> server.socket.events.heard();
            default -> {
                if (random.nextInt(3) == 0) {
                    loseSocket(server);
                }
            }
        }
    }

    private void loseSocket(Server server) {
        if (random.nextBoolean()) {
            end(server, () -> server.socket.breakOff());
        } else {
            end(server, () -> server.socket.close(LOSSES[random.nextInt(LOSSES.length)]));
        }
    }

    private static void end(Server server, Runnable how) {
        server.readAll();
        server.over = true;
        how.run();
    }

    private void answer(Server server) {
        server.readAll();
        if (server.unanswered.isEmpty()) {
            return;
        }
        List<Long> ids = List.copyOf(server.unanswered.keySet());
        long id = ids.get(random.nextInt(ids.size()));
        int argument = server.unanswered.remove(id);
        if (random.nextInt(5) == 0) {
            server.socket.fail(id, new ErrorBody("user", "odd", "Odd."));
        } else {
            server.socket.answer(id, argument + 1);
        }
    }

    private void event(Server server) {
        server.readAll();
        if (server.subscriptions.isEmpty()) {
            return;
        }
        List<String> names = server.subscriptions.stream().sorted().toList();
        String name = names.get(random.nextInt(names.size()));
        Object number = (long) nextEvent++;
        if (isCurrent(server)) {
            for (Listener listener : listeners) {
                if (listener.active && listener.event.equals(name)) {
                    listener.expected.add(number);
                    listener.active = !listener.once;
                }
            }
        }
        server.socket.event(name, number);
    }

    /** From a socket that is over for the client: nobody may hear it. */
    private void strayEvent(Server server) {
        if (!isCurrent(server)) {
            server.socket.event(EVENTS.getFirst(), (long) nextEvent++);
            server.socket.answer(random.nextInt(nextArgument + 1), 0);
        }
    }

    private boolean isCurrent(Server server) {
        return server.socket == test.sockets.last() && !server.socket.aborted && !server.over;
    }

    // What must hold

    private void checkNow() {
        servers.values().forEach(Server::readAll);
        assertThat(received)
                .as("calls arrive in the order they were made, at most once")
                .isSorted();
        assertThat(received).doesNotHaveDuplicates();
        if (connection.status() == ConnectionStatus.CONNECTED) {
            Set<String> wanted = new HashSet<>();
            listeners.stream().filter(l -> l.active).forEach(l -> wanted.add(l.event));
            assertThat(server(test.sockets.last()).subscriptions)
                    .as("subscribed to what has listeners")
                    .isEqualTo(wanted);
        }
        if (refused) {
            assertThat(connection.status()).isEqualTo(ConnectionStatus.CLOSED);
        }
    }

    /** Lets the server become friendly and time pass, until nothing can happen any more. */
    private void settle() {
        for (int i = 0; i < 60; i++) {
            Server server = server(test.sockets.last());
            if (!server.accepted && !server.over && !server.socket.aborted) {
                server.accepted = true;
                server.socket.accept();
            }
            if (server.accepted && !server.over) {
                server.readAll();
                server.socket.events.heard();
            }
            checkNow();
            test.timers.advance(Duration.ofSeconds(5));
        }
        runListeners(Integer.MAX_VALUE);
    }

    private void checkEnd() {
        if (closed || refused) {
            assertThat(connection.status()).isEqualTo(ConnectionStatus.CLOSED);
            assertThat(test.timers.waiting()).as("timers left").isZero();
        } else {
            assertThat(connection.status()).isEqualTo(ConnectionStatus.CONNECTED);
        }
        calls.forEach(this::checkCall);
        listeners.forEach(this::checkListener);
    }

    private void checkCall(int argument, CompletableFuture<Integer> call) {
        assertThat(call).as("call " + argument + " hangs").isDone();
        if (call.isCancelled()) {
            return;
        }
        if (!call.isCompletedExceptionally()) {
            coverage.answered++;
            assertThat(call.resultNow()).as("the answer of another call").isEqualTo(argument + 1);
            return;
        }
        ActorError error = (ActorError) call.exceptionNow();
        boolean arrived = received.contains(argument);
        switch (error.code()) {
            case "connection_lost" -> {
                coverage.lost++;
                assertThat(arrived).as("lost without having been sent").isTrue();
            }
            case "timed_out" -> {
                coverage.timedOut++;
                assertThat(error.metadata()).isEqualTo(Map.of("sent", arrived));
            }
            case "odd" -> assertThat(arrived).isTrue();
            case "closed" -> assertThat(closed).isTrue();
            case "nope" -> assertThat(refused).isTrue();
            default -> throw new AssertionError("unexpected " + error);
        }
    }

    private void checkListener(Listener listener) {
        coverage.heard += listener.heard.size();
        assertThat(listener.heard.size()).isLessThanOrEqualTo(listener.expected.size());
        assertThat(listener.heard)
                .as("events in order, without gaps, of this listener's time")
                .isEqualTo(listener.expected.subList(0, listener.heard.size()));
        if (!listener.removed && !closed) {
            assertThat(listener.heard).isEqualTo(listener.expected);
        }
    }
}
