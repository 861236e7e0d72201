package dev.dowel.runtime.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dowel.Cadence;
import dev.dowel.CronRun;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of schedules in the store. Stateless.
 *
 * <p>Keys: {@code s} and the id of an action; {@code j} and the name of a job; {@code h}, the name, a zero byte and the eight
 * bytes of a counter for an entry of a job's history. Values begin with the format byte {@value #FORMAT}; times are
 * milliseconds since the epoch in eight bytes, texts a two-byte length and modified UTF-8, arguments a length in four bytes and
 * CBOR.
 */
final class ScheduleFormat {

    static final byte FORMAT = 1;
    static final byte[] ACTIONS = {'s'};
    static final byte[] JOBS = {'j'};
    private static final long NEVER = Long.MIN_VALUE;

    private ScheduleFormat() {}

    static byte[] key(Pending pending) {
        return ((pending instanceof Pending.Job ? "j" : "s") + pending.id()).getBytes(UTF_8);
    }

    /** What the keys of a job's history start with. */
    static byte[] historyPrefix(String job) {
        return ("h" + job + "\0").getBytes(UTF_8);
    }

    static byte[] historyKey(String job, long number) {
        byte[] prefix = historyPrefix(job);
        return ByteBuffer.allocate(prefix.length + 8)
                .put(prefix)
                .putLong(number)
                .array();
    }

    static boolean isHistory(byte[] key) {
        return key[0] == 'h';
    }

    private interface Fields {
        void write(DataOutputStream out) throws IOException;
    }

    private interface Reading<T> {
        T read(DataInputStream in) throws IOException;
    }

    private static byte[] bytes(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            fields.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static <T> T read(byte[] value, Reading<T> reading) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(value))) {
            byte format = in.readByte();
            if (format != FORMAT) {
                throw new IllegalStateException(
                        "A stored schedule has format " + format + "; this version reads format " + FORMAT + ".");
            }
            return reading.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] value(Pending pending) {
        return switch (pending) {
            case Pending.OneShot action ->
                bytes(out -> {
                    writeCommon(out, action);
                    out.writeInt(action.attempts());
                });
            case Pending.Job job ->
                bytes(out -> {
                    writeCommon(out, job);
                    writeTime(out, job.lastAt());
                    out.writeLong(job.runs());
                    writeCadence(out, job.cadence());
                });
        };
    }

    private static void writeCommon(DataOutputStream out, Pending pending) throws IOException {
        out.writeUTF(pending.action());
        out.writeInt(pending.arguments().length);
        out.write(pending.arguments());
        writeTime(out, pending.dueAt());
    }

    private static void writeCadence(DataOutputStream out, Cadence cadence) throws IOException {
        out.writeInt(cadence.maxHistory());
        out.writeUTF(cadence.missed().name());
        switch (cadence) {
            case Cadence.Calendar calendar -> {
                out.writeByte('c');
                out.writeUTF(calendar.expression());
                out.writeUTF(calendar.zone().getId());
            }
            case Cadence.Interval interval -> {
                out.writeByte('i');
                out.writeLong(interval.interval().toMillis());
            }
        }
    }

    static Pending pending(byte[] key, byte[] value) {
        String id = new String(key, 1, key.length - 1, UTF_8);
        return read(value, in -> {
            String action = in.readUTF();
            byte[] arguments = in.readNBytes(in.readInt());
            Instant dueAt = Instant.ofEpochMilli(in.readLong());
            if (key[0] == 's') {
                return new Pending.OneShot(id, action, arguments, dueAt, in.readInt());
            }
            Instant lastAt = readTime(in);
            long runs = in.readLong();
            return new Pending.Job(id, readCadence(in), action, arguments, dueAt, lastAt, runs);
        });
    }

    private static Cadence readCadence(DataInputStream in) throws IOException {
        int maxHistory = in.readInt();
        Cadence.Missed missed = Cadence.Missed.valueOf(in.readUTF());
        return in.readByte() == 'c'
                ? new Cadence.Calendar(in.readUTF(), ZoneId.of(in.readUTF()), maxHistory, missed)
                : new Cadence.Interval(Duration.ofMillis(in.readLong()), maxHistory, missed);
    }

    static byte[] value(CronRun run) {
        return bytes(out -> {
            writeTime(out, run.dueAt());
            writeTime(out, run.startedAt());
            writeTime(out, run.endedAt().orElse(null));
            out.writeUTF(run.result().name());
            out.writeUTF(run.error().orElse(""));
        });
    }

    static CronRun run(byte[] value) {
        return read(value, in -> {
            Instant dueAt = Instant.ofEpochMilli(in.readLong());
            Instant startedAt = Instant.ofEpochMilli(in.readLong());
            Instant endedAt = readTime(in);
            CronRun.Result result = CronRun.Result.valueOf(in.readUTF());
            String error = in.readUTF();
            return new CronRun(
                    dueAt,
                    startedAt,
                    Optional.ofNullable(endedAt),
                    result,
                    error.isEmpty() ? Optional.empty() : Optional.of(error));
        });
    }

    private static void writeTime(DataOutputStream out, @Nullable Instant time) throws IOException {
        out.writeLong(time == null ? NEVER : time.toEpochMilli());
    }

    private static @Nullable Instant readTime(DataInputStream in) throws IOException {
        long millis = in.readLong();
        return millis == NEVER ? null : Instant.ofEpochMilli(millis);
    }
}
