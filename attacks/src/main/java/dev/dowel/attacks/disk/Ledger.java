package dev.dowel.attacks.disk;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.Queue;
import dev.dowel.ReadOnly;
import dev.dowel.UserError;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts what each caller adds, in every way an actor can store something: state, entries, a schedule and a queue, all of one
 * turn. Whatever is lost, comes twice, or comes alone shows. Confined to the actor's turn.
 */
@ActorType("ledger")
final class Ledger extends Actor<Ledger.Account> {

    /** One addition of one caller. */
    record Entry(String caller, long number) {}

    /** How far each caller came; what schedules and the queue brought, and how often one of them brought something again. */
    record Account(Map<String, Long> last, long fired, long handled, long again) {

        Account added(String caller, long number) {
            Map<String, Long> next = new TreeMap<>(last);
            next.put(caller, number);
            return new Account(next, fired, handled, again);
        }

        Account withFired(boolean known) {
            return new Account(last, fired + 1, handled, again + (known ? 1 : 0));
        }

        Account withHandled(boolean known) {
            return new Account(last, fired, handled + 1, again + (known ? 1 : 0));
        }
    }

    /**
     * What is stored of one ledger.
     *
     * @param entries what the entries say of how far each caller came
     * @param damaged how many long entries are not what was written
     */
    record Report(Account account, Map<String, Long> entries, long damaged) {}

    static final Queue<Entry, @Nullable Void> ENTRIES = Queue.of("entries", Entry.class);

    private static final int LONGEST_DELAY_MILLIS = 200;

    @Override
    protected Account createState(CreateRequest request) {
        return new Account(Map.of(), 0, 0, 0);
    }

    @Override
    protected void run() throws InterruptedException {
        queue(ENTRIES).forEach(message -> {
            boolean known = seen("handled", message.body());
            update(account -> account.withHandled(known));
        });
    }

    /**
     * Adds a caller's next number.
     *
     * @param bulk how many bytes are stored with it, or 0
     */
    @Action
    public long add(String caller, long number, int bulk) {
        long last = state().last().getOrDefault(caller, 0L);
        if (number != last + 1) {
            throw new UserError("out_of_step", caller + " adds " + number + " after " + last);
        }
        update(account -> account.added(caller, number));
        kv().putText("last:" + caller, Long.toString(number));
        if (bulk > 0) {
            kv().put("bulk:" + caller, bulk(number, bulk));
        }
        Entry entry = new Entry(caller, number);
        schedule().after(Duration.ofMillis(number % LONGEST_DELAY_MILLIS), Ledger::fire, entry);
        queue(ENTRIES).send(entry);
        return number;
    }

    @Action(internal = true)
    public void fire(Entry entry) {
        boolean known = seen("fired", entry);
        update(account -> account.withFired(known));
    }

    private boolean seen(String what, Entry entry) {
        String key = what + ":" + entry.caller() + ":" + entry.number();
        boolean known = kv().getText(key).isPresent();
        kv().putText(key, "");
        return known;
    }

    @ReadOnly
    @Action
    public Report report() {
        Map<String, Long> entries = new TreeMap<>();
        long damaged = 0;
        for (String caller : state().last().keySet()) {
            Optional<String> last = kv().getText("last:" + caller);
            entries.put(caller, Long.parseLong(last.orElse("-1")));
            Optional<byte[]> stored = kv().get("bulk:" + caller);
            if (stored.isPresent() && isDamaged(stored.get())) {
                damaged++;
            }
        }
        return new Report(state(), entries, damaged);
    }

    /** How far one caller came. */
    @ReadOnly
    @Action
    public long last(String caller) {
        return state().last().getOrDefault(caller, 0L);
    }

    /** Bytes that cannot be compressed, so that tables are written while the load runs, and that tell what they should be. */
    private static byte[] bulk(long number, int length) {
        byte[] bytes = new byte[Math.max(length, Long.BYTES)];
        new Random(number).nextBytes(bytes);
        ByteBuffer.wrap(bytes).putLong(number);
        return bytes;
    }

    private static boolean isDamaged(byte[] stored) {
        return !Arrays.equals(stored, bulk(ByteBuffer.wrap(stored).getLong(), stored.length));
    }
}
