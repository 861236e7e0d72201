package dev.dowel.attacks.hostile;

import dev.dowel.protocol.ConnectionFrames;
import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.ServerMessage;
import dev.dowel.protocol.WireException;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Requests and frames with mistakes in them, from a seed: the connection is answered or ended, and what is said is as
 * documented. Thread safe: a round has its own random, made of its number.
 */
final class Fuzz {

    private static final byte[] VALID = "GET /health HTTP/1.1\r\nhost: h\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final long SLOW_MILLIS = 2_000;

    private static final List<String> BOMBED =
            List.of("echo", "big", "decimal", "order", "numbers", "bytes", "times", "increment");

    private static final List<Encoding> ENCODINGS = List.of(Encoding.values());

    private final int port;
    private final ErrorTable errors;
    private final AtomicLong answers = new AtomicLong();

    Fuzz(int port, ErrorTable errors) {
        this.port = port;
        this.errors = errors;
    }

    /** How many answers and frames were checked. */
    long answers() {
        return answers.get();
    }

    /** One connection with some requests, which may be damaged, and one that is right. */
    void requests(long seed) throws IOException {
        Random random = new Random(seed);
        RequestMaker maker = new RequestMaker(random);
        byte[] bytes = new byte[0];
        for (int i = random.nextInt(4); i >= 0; i--) {
            byte[] request = maker.request();
            bytes = RequestMaker.joined(bytes, random.nextInt(5) == 0 ? Damage.some(request, random) : request);
        }
        byte[] sent = RequestMaker.joined(bytes, VALID);
        try (Wire wire = new Wire(port)) {
            int cut = random.nextInt(sent.length);
            byte[] said;
            try {
                wire.send(java.util.Arrays.copyOf(sent, cut));
                wire.send(java.util.Arrays.copyOfRange(sent, cut, sent.length));
                wire.end();
                said = wire.all();
            } catch (SocketException e) {
                return; // a reset is one way to end a connection that makes no sense
            } catch (SocketTimeoutException e) {
                if (!new String(sent, StandardCharsets.ISO_8859_1).contains("/queue/")) {
                    throw e;
                }
                return; // one that sends to a queue may have asked to wait, for up to an hour
            }
            answers.addAndGet(new Answers(said, errors).check());
        }
    }

    /** One WebSocket: every other one with some frames and a close, the others with many frames that are right. */
    void frames(long seed) throws IOException {
        Random random = new Random(seed);
        Encoding encoding = ENCODINGS.get(random.nextInt(ENCODINGS.size()));
        if (random.nextBoolean()) {
            manyFrames(random, encoding);
        } else {
            someFrames(random, encoding);
        }
    }

    private void manyFrames(Random random, Encoding encoding) throws IOException {
        try (Wire wire = new Wire(port)) {
            wire.upgrade("/gateway/target/connect?" + Wire.query("d" + random.nextInt(4)), encoding.wireName());
            answers.addAndGet(new DeepSession(wire, random, encoding, errors).run());
        }
    }

    private void someFrames(Random random, Encoding encoding) throws IOException {
        boolean raw = random.nextInt(4) == 0;
        FrameMaker maker = new FrameMaker(random, encoding);
        try (Wire wire = new Wire(port)) {
            wire.upgrade(
                    "/gateway/target/" + (raw ? "websocket" : "connect") + "?" + Wire.query("f"), encoding.wireName());
            for (int i = random.nextInt(6); i >= 0; i--) {
                wire.send(maker.next());
            }
            wire.send(Wire.frame(0x88, new byte[] {3, (byte) 0xe8}));
            wire.end();
            while (read(wire.frame(), encoding, raw)) {
                answers.incrementAndGet();
            }
        } catch (EOFException | SocketException e) {
            // Ended without a close, or reset: what was sent cannot be told apart from a client that broke off.
        }
    }

    private boolean read(Wire.Frame frame, Encoding encoding, boolean raw) {
        if (frame.opcode() == 8) {
            closed(frame.payload());
            return false;
        }
        if (!raw && (frame.opcode() == 1 || frame.opcode() == 2)) {
            if (frame.opcode() != (encoding.text() ? 1 : 2)) {
                throw new AssertionError("Not the kind of message that was asked for: " + frame);
            }
            Insides.check(frame.payload());
            message(ConnectionFrames.readServer(encoding, frame.payload()));
        }
        return true;
    }

    private void message(ServerMessage message) throws WireException {
        if (message instanceof ServerMessage.Failure failure) {
            errors.check(failure.error().group(), failure.error().code());
        }
    }

    private void closed(byte[] payload) {
        if (payload.length == 0) {
            return;
        }
        int code = (payload[0] & 0xff) << 8 | (payload[1] & 0xff);
        String reason = new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
        switch (code) {
            case 1011, 1003 -> {
                if (!reason.matches("r*")) { // not the client's own, sent back
                    errors.checkReason(reason);
                }
            }
            case 1002, 1007 -> {
                if (!reason.isEmpty() && !reason.matches("r*")) {
                    errors.checkReason(reason);
                }
            }
            case 1004, 1005, 1006, 1015 -> throw new AssertionError("A code that is never sent: " + code);
            default -> Insides.check(payload);
        }
    }

    /** Every bomb, at every action, in one connection each. */
    void bombs() throws IOException {
        for (Encoding encoding : Encoding.values()) {
            for (byte[] bomb : Bombs.all(encoding)) {
                for (String action : BOMBED) {
                    long began = System.nanoTime();
                    bomb(encoding, action, bomb);
                    long millis = (System.nanoTime() - began) / 1_000_000;
                    if (millis > SLOW_MILLIS) {
                        System.out.println(millis + " ms for " + encoding + " at " + action + ": " + start(bomb));
                    }
                }
            }
        }
    }

    private static String start(byte[] bomb) {
        return bomb.length + " bytes, " + HexFormat.of().formatHex(bomb, 0, Math.min(bomb.length, 24));
    }

    private void bomb(Encoding encoding, String action, byte[] body) throws IOException {
        try (Wire wire = new Wire(port)) {
            String head = "POST /gateway/target/action/" + action + "?" + Wire.query("bomb")
                    + " HTTP/1.1\r\nhost: h\r\n" + "x-rivet-encoding: " + encoding.wireName() + "\r\ncontent-length: "
                    + body.length + "\r\n\r\n";
            wire.send(RequestMaker.joined(RequestMaker.joined(head.getBytes(StandardCharsets.US_ASCII), body), VALID));
            wire.end();
            int count = new Answers(wire.all(), errors).check();
            if (count != 2) {
                throw new AssertionError("Not two answers but " + count);
            }
            answers.addAndGet(count);
        }
    }
}
