package dev.dowel.runtime.queue;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dowel.protocol.Dialect;
import dev.dowel.runtime.store.ActorPart;
import dev.dowel.runtime.store.EntryRange;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of queues in the store. Stateless.
 *
 * <p>The first byte of a key says what the entry is; numbers are eight bytes, high one first:
 *
 * <ul>
 *   <li>{@code a}: when the queues want the actor to be woken, in milliseconds since the epoch
 *   <li>{@code c}: how many dead letters there are
 *   <li>{@code d} and a number: a dead letter
 *   <li>{@code f}: the floor, below which no message has its place, and a number that is higher than all that were given
 *   <li>{@code h}: the numbers of the messages that are being handled
 *   <li>{@code k}, the length of a queue's name, the name and an idempotency key: the message that was sent with it; {@code
 *       t}, a time and that message's number: that entry's key, to forget it then
 *   <li>{@code m} and a place: a message
 * </ul>
 *
 * <p>Messages begin with the format byte {@value #FORMAT}. Texts are a two-byte length and UTF-8; what is left at the end is
 * the body.
 */
final class QueueFormat {

    static final byte FORMAT = 1;
    static final byte[] ALARM = {'a'};
    static final byte[] DEAD_COUNT = {'c'};
    static final byte[] MARKS = {'f'};
    static final byte[] HANDLED = {'h'};

    /** A message and its body, and why it was given up. */
    record Stored(QueuedMessage message, String reason, byte[] body) {}

    private QueueFormat() {}

    static byte[] messageKey(long place) {
        return numbered('m', place);
    }

    static byte[] deadKey(long seq) {
        return numbered('d', seq);
    }

    static byte[] sentKey(String queue, String idempotencyKey) {
        byte[] name = queue.getBytes(UTF_8);
        byte[] key = idempotencyKey.getBytes(UTF_8);
        return ByteBuffer.allocate(3 + name.length + key.length)
                .put((byte) 'k')
                .putShort((short) name.length)
                .put(name)
                .put(key)
                .array();
    }

    static byte[] forgetKey(long at, long seq) {
        return ByteBuffer.allocate(17).put((byte) 't').putLong(at).putLong(seq).array();
    }

    /** The messages from a place on. */
    static EntryRange messages(long from, int limit) {
        return new EntryRange(ActorPart.QUEUE, messageKey(from), new byte[] {'n'}, limit, false);
    }

    static EntryRange deadLetters(byte[] from, int limit) {
        return new EntryRange(ActorPart.QUEUE, from, new byte[] {'e'}, limit, false);
    }

    /** What is to be forgotten before a time. */
    static EntryRange toForget(long before, int limit) {
        return new EntryRange(ActorPart.QUEUE, new byte[] {'t'}, numbered('t', before), limit, false);
    }

    private static byte[] numbered(char area, long number) {
        return ByteBuffer.allocate(9).put((byte) area).putLong(number).array();
    }

    static long numberIn(byte[] key) {
        return ByteBuffer.wrap(key, 1, 8).getLong();
    }

    static byte[] number(long value) {
        return ByteBuffer.allocate(8).putLong(value).array();
    }

    static long number(byte[] value) {
        return ByteBuffer.wrap(value).getLong();
    }

    static byte[] numbers(Iterable<Long> values, int count) {
        ByteBuffer out = ByteBuffer.allocate(8 * count);
        values.forEach(out::putLong);
        return out.array();
    }

    static byte[] marks(Marks marks) {
        return ByteBuffer.allocate(16)
                .putLong(marks.floor())
                .putLong(marks.ceiling())
                .array();
    }

    static Marks marks(byte[] value) {
        ByteBuffer in = ByteBuffer.wrap(value);
        return new Marks(in.getLong(), in.getLong());
    }

    static List<Long> numbers(byte[] value) {
        List<Long> numbers = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(value);
        while (in.remaining() >= 8) {
            numbers.add(in.getLong());
        }
        return numbers;
    }

    static byte[] value(QueuedMessage message, String reason, byte[] body) {
        byte[] queue = message.queue().getBytes(UTF_8);
        byte[] key = message.key() == null ? new byte[0] : message.key().getBytes(UTF_8);
        byte[] why = reason.getBytes(UTF_8);
        return ByteBuffer.allocate(45 + queue.length + key.length + why.length + body.length)
                .put(FORMAT)
                .put(dialect(message.dialect()))
                .put((byte) (message.holdsUp() ? 1 : 0))
                .putLong(message.seq())
                .putLong(message.sentAt())
                .putLong(message.visibleAt())
                .putLong(message.expiresAt())
                .putInt(message.attempts())
                .putShort((short) queue.length)
                .put(queue)
                .putShort((short) key.length)
                .put(key)
                .putShort((short) why.length)
                .put(why)
                .put(body)
                .array();
    }

    static Stored message(long place, byte[] value) {
        ByteBuffer in = ByteBuffer.wrap(value);
        byte format = in.get();
        if (format != FORMAT) {
            throw new IllegalStateException(
                    "A stored message has format " + format + "; this version reads format " + FORMAT + ".");
        }
        Dialect dialect = dialect(in.get());
        boolean holdsUp = in.get() == 1;
        long seq = in.getLong();
        long sentAt = in.getLong();
        long visibleAt = in.getLong();
        long expiresAt = in.getLong();
        int attempts = in.getInt();
        String queue = text(in);
        String key = text(in);
        String reason = text(in);
        byte[] body = new byte[in.remaining()];
        in.get(body);
        @Nullable String keyOrNull = key.isEmpty() ? null : key;
        return new Stored(
                new QueuedMessage(
                        seq, place, queue, dialect, sentAt, visibleAt, expiresAt, attempts, holdsUp, keyOrNull),
                reason,
                body);
    }

    private static String text(ByteBuffer in) {
        byte[] bytes = new byte[Short.toUnsignedInt(in.getShort())];
        in.get(bytes);
        return new String(bytes, UTF_8);
    }

    private static byte dialect(Dialect dialect) {
        return switch (dialect) {
            case JSON -> 'j';
            case COMPAT_CBOR -> 'c';
            case NATIVE_CBOR -> 'n';
            case STORAGE -> 's';
            case PLAIN_JSON -> 'p';
        };
    }

    private static Dialect dialect(byte code) {
        return switch (code) {
            case 'j' -> Dialect.JSON;
            case 'c' -> Dialect.COMPAT_CBOR;
            case 'n' -> Dialect.NATIVE_CBOR;
            case 's' -> Dialect.STORAGE;
            case 'p' -> Dialect.PLAIN_JSON;
            default -> throw new IllegalStateException("A stored message is written in unknown dialect " + code + ".");
        };
    }
}
