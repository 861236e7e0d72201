package dev.dowel.client;

import dev.dowel.ActorError;
import dev.dowel.protocol.ClientMessage;
import dev.dowel.protocol.ConnectionFrames;
import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.ErrorBody;
import dev.dowel.protocol.Values;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Sockets on which the test plays the server. Confined to the test's thread.
 */
final class ScriptedSockets implements SocketTransport {

    static final Encoding ENCODING = Encoding.JSON;

    final List<Fake> opened = new ArrayList<>();

    @Override
    public Socket open(Request request, Events events) {
        var socket = new Fake(request, events);
        opened.add(socket);
        return socket;
    }

    Fake last() {
        return opened.getLast();
    }

    /** One socket. */
    static final class Fake implements Socket {

        final Request request;
        final Events events;
        final List<ClientMessage> received = new ArrayList<>();
        /** What a raw socket received, which knows no frames. */
        final List<String> sent = new ArrayList<>();

        final boolean raw;
        String closedWith = "";
        boolean aborted;
        int pings;
        int requested = 1;
        long unwritten;

        Fake(Request request, Events events) {
            this.request = request;
            this.events = events;
            this.raw = request.uri().getPath().contains("/websocket/");
        }

        @Override
        public void send(byte[] message, boolean text) {
            if (raw) {
                sent.add((text ? "text " : "binary ") + new String(message, StandardCharsets.UTF_8));
            } else {
                received.add(ConnectionFrames.readClient(ENCODING, message));
            }
        }

        @Override
        public void ping() {
            pings++;
        }

        @Override
        public void next() {
            requested++;
        }

        @Override
        public long queuedBytes() {
            return unwritten;
        }

        @Override
        public void close(int code, String reason) {
            closedWith = code + " " + reason;
        }

        @Override
        public void abort() {
            aborted = true;
        }

        // The server's side

        void accept() {
            accept("actor-1", "connection-1");
        }

        void accept(String actorId, String connectionId) {
            events.opened();
            message(ConnectionFrames.init(ENCODING, actorId, connectionId));
        }

        void answer(long id, Object value) {
            message(ConnectionFrames.actionResponse(
                    ENCODING, id, Values.encode(ConnectionFrames.payloadDialect(ENCODING), value)));
        }

        void fail(Long id, ErrorBody error) {
            message(ConnectionFrames.failure(ENCODING, error, id));
        }

        void event(String name, Object... arguments) {
            message(ConnectionFrames.event(
                    ENCODING, name, Values.encodeArguments(ConnectionFrames.payloadDialect(ENCODING), arguments)));
        }

        void message(byte[] frame) {
            events.message(frame, ENCODING.text());
        }

        void close(String reason) {
            events.closed(1011, reason);
        }

        void breakOff() {
            events.failed(ClientErrors.network(new java.io.IOException("reset")));
        }

        void refuse() {
            events.failed(ClientErrors.network(new java.net.ConnectException("refused")));
        }

        void failWith(ActorError error) {
            events.failed(error);
        }

        /** What it received, in short: {@code +event}, {@code -event} and {@code action#id}. */
        List<String> log() {
            return received.stream()
                    .map(message -> switch (message) {
                        case ClientMessage.ActionRequest call -> call.name() + "#" + call.id();
                        case ClientMessage.SubscriptionRequest subscription ->
                            (subscription.subscribe() ? "+" : "-") + subscription.eventName();
                    })
                    .toList();
        }
    }
}
