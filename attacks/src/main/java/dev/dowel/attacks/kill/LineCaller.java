package dev.dowel.attacks.kill;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages over a raw socket, a few at a time, and pauses until the actor sleeps: then the next message has to wake it through
 * the same socket. Confined to one thread at a time.
 */
final class LineCaller implements Caller {

    private static final int AT_ONCE = 5;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(90);

    private final EntryHistory line;
    private final Random random;
    private final Findings findings;
    private @Nullable RawLine socket;
    private long last;
    private long heardLast;

    LineCaller(EntryHistory line, Random random, Findings findings) {
        this.line = line;
        this.random = random;
        this.findings = findings;
    }

    @Override
    public void begin(int port) throws IOException {
        socket = new RawLine(port, "line", line.actor());
        heardLast = 0;
    }

    @Override
    public void call(Wire wire) throws IOException {
        RawLine open = Objects.requireNonNull(socket);
        List<String> sent = new ArrayList<>();
        for (int i = 1 + random.nextInt(AT_ONCE); i > 0; i--) {
            String id = "m" + ++last;
            line.unknown(id);
            open.send(id);
            sent.add(id);
        }
        for (String id : sent) {
            heard(id, open.receive());
        }
        if (random.nextInt(4) == 0) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Answers come in the order of the messages, their numbers without gaps: nobody else writes to this actor. */
    private void heard(String id, String answer) {
        int equals = answer.indexOf('=');
        long number = Long.parseLong(answer.substring(equals + 1));
        if (!answer.substring(0, equals).equals(id) || (heardLast != 0 && number != heardLast + 1)) {
            findings.add(line.actor(), "heard " + answer + " for " + id + " after number " + heardLast);
        }
        heardLast = number;
        line.acknowledged(answer.substring(0, equals), number);
    }

    @Override
    public void end() throws IOException {
        RawLine open = socket;
        if (open != null) {
            open.close();
        }
    }
}
