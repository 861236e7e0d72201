package dev.dowel.attacks.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dowel.protocol.ConnectionFrames;
import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.ErrorBody;
import dev.dowel.protocol.ServerMessage;
import dev.dowel.protocol.Values;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;

/**
 * One WebSocket on which nearly all frames are right, so that what is wrong comes late: until then each call is answered
 * once, each ping by its own bytes, and events come without gaps. One thread.
 */
final class DeepSession {

    private static final int MOST_FRAMES = 60;
    /** One in so many frames may be wrong. */
    private static final int RIGHT_PER_WRONG = 60;

    private static final List<String> ACTIONS = List.of(
            "increment", "echo", "echo", "big", "decimal", "order", "numbers", "bytes", "crash", "user", "none");

    private final Wire wire;
    private final Random random;
    private final Encoding encoding;
    private final ErrorTable errors;
    private final FrameMaker mistakes;
    private final Queue<byte[]> pings = new ArrayDeque<>();
    /** Calls without an answer, and the text that an echo has to return, or nothing. */
    private final Map<Long, String> calls = new HashMap<>();

    private long nextId;
    private long lastEvent = -1;
    /** Events may be missing where a subscription ended and began again. */
    private int gaps;

    private long checked;

    DeepSession(Wire wire, Random random, Encoding encoding, ErrorTable errors) {
        this.wire = wire;
        this.random = random;
        this.encoding = encoding;
        this.errors = errors;
        this.mistakes = new FrameMaker(random, encoding);
        this.nextId = random.nextLong(1L << 52);
    }

    /**
     * Runs it on a connection that is just open.
     *
     * @return how many frames of the server were as they have to be
     */
    long run() throws IOException {
        if (!(read(wire.frame()) instanceof ServerMessage.Init)) {
            throw new AssertionError("The first message does not say that the connection is open");
        }
        for (int left = 10 + random.nextInt(MOST_FRAMES); left > 0; left--) {
            if (random.nextInt(RIGHT_PER_WRONG) == 0) {
                endBadly();
                return checked;
            }
            right();
            if (random.nextInt(8) == 0) {
                takeAnswers();
            }
        }
        takeAnswers();
        endWell();
        return checked;
    }

    private void right() throws IOException {
        switch (random.nextInt(9)) {
            case 0 -> ping();
            case 1 -> wire.send(Wire.frame(0x8a, new byte[random.nextInt(126)]));
            case 2 -> subscription();
            default -> call();
        }
    }

    private void ping() throws IOException {
        byte[] payload = new byte[random.nextInt(126)];
        random.nextBytes(payload);
        pings.add(payload);
        wire.send(Wire.frame(0x89, payload));
    }

    private void subscription() throws IOException {
        boolean subscribe = random.nextInt(3) > 0;
        gaps += subscribe ? 0 : 1;
        message(ConnectionFrames.subscription(encoding, "newCount", subscribe));
    }

    private void call() throws IOException {
        String action = ACTIONS.get(random.nextInt(ACTIONS.size()));
        long id = nextId++;
        String echoed = action.equals("echo") ? text() : "";
        calls.put(id, echoed);
        Object[] arguments = switch (action) {
            case "increment" -> new Object[] {1};
            case "echo" -> new Object[] {echoed};
            case "crash", "user", "none" -> new Object[] {};
            default -> new Object[] {argument()};
        };
        byte[] encoded = Values.encodeArguments(ConnectionFrames.requestDialect(encoding), arguments);
        message(ConnectionFrames.actionRequest(encoding, id, action, encoded));
    }

    private String text() {
        return "\u00e9\ud83d\ude00\u0001\\\"x".repeat(random.nextInt(random.nextInt(20) == 0 ? 2_000 : 20));
    }

    private Object argument() {
        Object[] values = {
            1.5e300, "text", -1L, List.of(), Map.of("id", 1), new byte[] {-1}, "9".repeat(400), true, Long.MIN_VALUE
        };
        return values[random.nextInt(values.length)];
    }

    /** Sends a message in one frame, or in several with pings between them. */
    private void message(byte[] bytes) throws IOException {
        int opcode = encoding.text() ? 1 : 2;
        int at = 0;
        for (int cuts = random.nextInt(4); cuts > 0; cuts--) {
            int to = at + random.nextInt(bytes.length - at + 1);
            wire.send(Wire.frame(opcode, Arrays.copyOfRange(bytes, at, to)));
            if (random.nextInt(3) == 0) {
                ping();
            }
            at = to;
            opcode = 0;
        }
        wire.send(Wire.frame(0x80 | opcode, Arrays.copyOfRange(bytes, at, bytes.length)));
    }

    private void takeAnswers() throws IOException {
        while (!calls.isEmpty() || !pings.isEmpty()) {
            take();
        }
    }

    private void take() throws IOException {
        Wire.Frame frame;
        try {
            frame = wire.frame();
        } catch (EOFException | SocketException e) {
            throw new AssertionError("A connection that did nothing wrong ended, calls open: " + calls.keySet(), e);
        }
        switch (frame.opcode()) {
            case 8 -> throw new AssertionError("Closed without a reason: " + new String(frame.payload(), UTF_8));
            case 10 -> pong(frame);
            default -> check(read(frame));
        }
    }

    private void pong(Wire.Frame frame) {
        if (!Arrays.equals(frame.payload(), pings.poll())) {
            throw new AssertionError("Not the pong of the oldest ping");
        }
        checked++;
    }

    private ServerMessage read(Wire.Frame frame) {
        if (frame.opcode() != (encoding.text() ? 1 : 2)) {
            throw new AssertionError("Not the kind of message that was asked for: " + frame.opcode());
        }
        Insides.check(frame.payload());
        checked++;
        return ConnectionFrames.readServer(encoding, frame.payload());
    }

    private void check(ServerMessage message) {
        switch (message) {
            case ServerMessage.Init init -> throw new AssertionError("Opened twice");
            case ServerMessage.ActionResponse response -> {
                String expected = answered(response.id());
                if (!expected.isEmpty()
                        && !response.output().decode(String.class).equals(expected)) {
                    throw new AssertionError("Not what was sent came back to call " + response.id());
                }
            }
            case ServerMessage.Failure failure -> {
                ErrorBody error = failure.error();
                errors.check(error.group(), error.code());
                Long id = failure.actionId();
                if (id == null) {
                    throw new AssertionError("An error of nothing that was wrong: " + error);
                }
                answered(id);
            }
            case ServerMessage.Event event ->
                counted(((Number) ((List<?>) event.args().decode(Object.class)).getFirst()).longValue());
        }
    }

    private String answered(long id) {
        String expected = calls.remove(id);
        if (expected == null) {
            throw new AssertionError("A second answer, or one to nobody: " + id);
        }
        return expected;
    }

    private void counted(long count) {
        if (lastEvent >= 0 && count != lastEvent + 1 && (count <= lastEvent || --gaps < 0)) {
            throw new AssertionError("After event " + lastEvent + " came " + count);
        }
        lastEvent = count;
    }

    private void endWell() throws IOException {
        byte[] close = {(byte) (4_000 >> 8), (byte) 4_000, 'r'};
        wire.send(Wire.frame(0x88, close));
        Wire.Frame last = wire.frame();
        for (; last.opcode() != 8; last = wire.frame()) {
            check(read(last)); // events of others
        }
        if (!Arrays.equals(last.payload(), close)) {
            throw new AssertionError("Not the close that was sent: " + new String(last.payload(), UTF_8));
        }
    }

    /** After a frame that may be wrong anything may end, but what is said is still as documented. */
    private void endBadly() throws IOException {
        try {
            wire.send(mistakes.next());
            wire.send(Wire.frame(0x88, new byte[] {3, (byte) 0xe8}));
            wire.end();
            for (Wire.Frame frame = wire.frame(); frame.opcode() != 8; frame = wire.frame()) {
                if (frame.opcode() < 8) {
                    read(frame);
                }
            }
        } catch (EOFException | SocketException e) {
            // Ended without a close, or reset: what was sent cannot be told apart from a client that broke off.
        }
    }
}
