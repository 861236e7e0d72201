package dev.dowel.attacks.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dowel.protocol.ConnectionFrames;
import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.Values;
import java.util.List;
import java.util.Random;

/** Frames that nearly are what they should be (RFC 6455 5), all of them from one random. One thread. */
final class FrameMaker {

    private static final int FINAL = 0x80;
    private static final int CONTINUATION = 0;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int[] CODES = {
        0, 1, 999, 1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1009, 1011, 1015, 1016, 2999, 3000, 4999, 5000, 65535
    };
    private static final List<String> ACTIONS = List.of(
            "increment", "echo", "big", "decimal", "order", "numbers", "bytes", "times", "crash", "user", "none", "");

    private final Random random;
    private final Encoding encoding;

    FrameMaker(Random random, Encoding encoding) {
        this.random = random;
        this.encoding = encoding;
    }

    /** One frame, or several that belong together. */
    byte[] next() {
        int data = encoding.text() ? 1 : 2;
        byte[] message = message();
        return switch (random.nextInt(14)) {
            case 0 -> fragments(data, message);
            case 1 -> Wire.frame(FINAL | CONTINUATION, message);
            case 2 -> Wire.frame(FINAL | PING, new byte[random.nextInt(140)]);
            case 3 -> Wire.frame(PING, new byte[3]);
            case 4 -> Wire.frame(FINAL | random.nextInt(16), message);
            case 5 -> Wire.frame(random.nextInt(256), message);
            case 6 -> Wire.frame(FINAL | data, message, false, message.length);
            case 7 -> Wire.frame(FINAL | data, message, true, length(message.length));
            case 8 -> close();
            case 9 -> Wire.frame(FINAL | 1, new byte[] {(byte) 0xc3, 0x28, (byte) 0xed, (byte) 0xa0, (byte) 0x80});
            case 10 -> Damage.some(Wire.frame(FINAL | data, message), random);
            default -> Wire.frame(FINAL | data, message);
        };
    }

    private long length(int actual) {
        long[] lengths = {-1, Long.MIN_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE, 1L << 31, 65_537, 0, actual - 1L};
        return lengths[random.nextInt(lengths.length)];
    }

    private byte[] message() {
        var dialect = ConnectionFrames.requestDialect(encoding);
        byte[] arguments = Values.encodeArguments(dialect, random.nextBoolean() ? new Object[] {5} : new Object[] {});
        byte[] message = random.nextInt(3) > 0
                ? ConnectionFrames.actionRequest(encoding, random.nextLong(1L << 53), action(), arguments)
                : ConnectionFrames.subscription(
                        encoding, random.nextBoolean() ? "newCount" : action(), random.nextBoolean());
        return switch (random.nextInt(8)) {
            case 0 -> new byte[0];
            case 1 -> Bombs.one(encoding, random);
            case 2, 3, 4 -> Damage.some(message, random);
            default -> message;
        };
    }

    private String action() {
        return ACTIONS.get(random.nextInt(ACTIONS.size()));
    }

    private byte[] fragments(int data, byte[] message) {
        int cut = random.nextInt(message.length + 1);
        byte[] first = Wire.frame(data, java.util.Arrays.copyOf(message, cut));
        byte[] between = random.nextBoolean() ? Wire.frame(FINAL | PING, new byte[2]) : new byte[0];
        byte[] last = Wire.frame(
                random.nextInt(5) == 0 ? FINAL | data : FINAL | CONTINUATION,
                java.util.Arrays.copyOfRange(message, cut, message.length));
        return RequestMaker.joined(RequestMaker.joined(first, between), last);
    }

    private byte[] close() {
        int code = CODES[random.nextInt(CODES.length)];
        byte[] reason =
                random.nextBoolean() ? "r".repeat(random.nextInt(130)).getBytes(UTF_8) : new byte[] {(byte) 0xff};
        byte[] payload = RequestMaker.joined(new byte[] {(byte) (code >> 8), (byte) code}, reason);
        return Wire.frame(FINAL | CLOSE, java.util.Arrays.copyOf(payload, random.nextInt(payload.length + 1)));
    }
}
