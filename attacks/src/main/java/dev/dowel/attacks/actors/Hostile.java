package dev.dowel.attacks.actors;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorOptions;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** An actor that takes what it can get. Every action is one way to harm the others. */
@ActorType("hostile")
@ActorOptions(actionTimeoutMillis = 3_000, sleepTimeoutMillis = 1_000, sleepGracePeriodMillis = 500)
final class Hostile extends Actor<String> {

    static final Event<String> NOISE = Event.of("noise", String.class);

    private static final AtomicLong BORN = new AtomicLong();

    @Override
    protected String createState(CreateRequest request) {
        return "";
    }

    /** Computes for a time, and takes no notice of interrupts. */
    @Action
    public long spin(long millis) {
        long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        long n = 0;
        while (System.nanoTime() - end < 0) {
            n++;
        }
        return n;
    }

    /** Waits for a time, and takes no notice of interrupts. */
    @Action
    public void block(long millis) {
        long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        long left = end - System.nanoTime();
        while (left > 0) {
            LockSupport.parkNanos(left);
            Thread.interrupted();
            left = end - System.nanoTime();
        }
    }

    /** Waits for 20 s below the start of a class, which keeps the carrier. */
    @Action
    public void pin() {
        Pin.start();
    }

    /** Computes on virtual threads of its own. */
    @Action
    public void spinOnOwnThreads(int threads, long millis) {
        for (int i = 0; i < threads; i++) {
            Thread.ofVirtual().start(() -> spin(millis));
        }
    }

    /** Makes garbage, with so much in use at a time. */
    @Action
    public int allocate(int megabytes) {
        List<byte[]> kept = new ArrayList<>();
        for (int i = 0; i < megabytes; i++) {
            kept.add(new byte[1 << 20]);
        }
        return kept.size();
    }

    /** Asks for more memory than there is. */
    @Action
    public int allocateWithoutEnd() {
        List<byte[]> kept = new ArrayList<>();
        while (kept.size() < Integer.MAX_VALUE) {
            kept.add(new byte[1 << 20]);
        }
        return kept.size();
    }

    /** Calls itself until the stack ends. */
    @Action
    public int recurse() {
        return deeper(0);
    }

    @SuppressWarnings("InfiniteRecursion") // that is what it is for
    private int deeper(int depth) {
        return deeper(depth + 1) + 1;
    }

    /** Throws what the virtual machine throws at broken programs. */
    @Action
    public void linkageError() {
        throw new NoClassDefFoundError("dev/dowel/Nowhere");
    }

    /** Becomes so large. */
    @Action
    public void grow(int megabytes) {
        setState("x".repeat(megabytes << 20));
    }

    /** Answers so much. */
    @Action
    public String answer(int megabytes) {
        return "x".repeat(megabytes << 20);
    }

    /** Sends so many events of 100 KB. */
    @Action
    public void shout(int events) {
        String noise = "x".repeat(100_000);
        for (int i = 0; i < events; i++) {
            broadcast(NOISE, noise);
        }
    }

    /** Makes others like it, which do the same. */
    @Action
    public void breed(int children, int generations) {
        if (generations > 0) {
            for (int i = 0; i < children; i++) {
                client().getOrCreate(Hostile.class, "child-" + BORN.incrementAndGet())
                        .send(Hostile::breed, children, generations - 1);
            }
        }
    }

    /** Calls an actor that calls the next, and the last the first again. */
    @Action
    public int chain(int length, int at) {
        return client().getOrCreate(Hostile.class, "chain" + ((at + 1) % length))
                .call(Hostile::chain, length, at + 1);
    }
}
