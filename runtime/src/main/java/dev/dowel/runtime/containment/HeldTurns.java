package dev.dowel.runtime.containment;

import dev.dowel.runtime.turn.Turn;
import dev.dowel.runtime.turn.TurnWatch;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The long turns that hold the threads which carry them, and the log's word on them. Watch thread only, except {@link
 * #looked}.
 *
 * <p>A turn that blocks gives its carrier back and is none of them. One that blocks and cannot give it back, because a native
 * method or the start of a class is below it on its stack, is not told from the others: the {@link CarrierWatch}'s probe finds
 * it.
 */
public final class HeldTurns {

    private static final Logger LOG = LoggerFactory.getLogger(HeldTurns.class);

    /** A turn that held its carrier for so long is logged, once, with what it does. */
    static final Duration TOLD_AFTER = Duration.ofSeconds(1);

    /** At most one turn is logged in this time, so that many of them do not fill the disk. */
    private static final Duration TOLD_EVERY = Duration.ofSeconds(1);

    private static final int FRAMES_TOLD = 12;

    /** Stacks are looked at by so many in a tick: that waits for the thread, which waits for a processor. */
    private static final int MOST_SAMPLES = 4;

    private static final class Holder {
        final long since;
        boolean confirmed;
        boolean told;

        Holder(long since) {
            this.since = since;
        }
    }

    private final LongSupplier nanoTime;
    private final Map<Turn, Holder> holders = new HashMap<>();
    private volatile List<TurnWatch.LongTurn> newest = List.of();
    private long toldAt;
    private boolean toldAny;

    /** Turns none of which are known yet. */
    public HeldTurns(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Takes the turns that run for long. Any thread, one at a time. */
    void looked(List<TurnWatch.LongTurn> longTurns) {
        newest = longTurns;
    }

    /** Whether there is anything to look at, or to forget. */
    boolean isEmpty() {
        return holders.isEmpty() && newest.isEmpty();
    }

    /** How many turns hold a carrier now. */
    int look() {
        List<TurnWatch.LongTurn> now = newest;
        if (now.isEmpty()) {
            holders.clear();
            return 0;
        }
        holders.keySet().retainAll(now.stream().map(TurnWatch.LongTurn::turn).collect(Collectors.toSet()));
        int holding = 0;
        int samples = 0;
        for (TurnWatch.LongTurn longTurn : now) {
            Turn turn = longTurn.turn();
            if (turn.thread().getState() != Thread.State.RUNNABLE) {
                holders.remove(turn);
                continue;
            }
            Holder holder = holders.computeIfAbsent(turn, t -> new Holder(nanoTime.getAsLong()));
            if (!holder.confirmed && samples < MOST_SAMPLES) {
                samples++;
                holder.confirmed = isMounted(turn.thread().getStackTrace());
            }
            if (holder.confirmed) {
                holding++;
                tell(longTurn, holder);
            }
        }
        return holding;
    }

    /** A virtual thread that waits for a carrier stands where it gave the last one back. */
    private static boolean isMounted(StackTraceElement[] stack) {
        return stack.length > 0 && !stack[0].getClassName().startsWith("jdk.internal.vm.Continuation");
    }

    private void tell(TurnWatch.LongTurn longTurn, Holder holder) {
        long now = nanoTime.getAsLong();
        if (holder.told
                || now - holder.since < TOLD_AFTER.toNanos()
                || (toldAny && now - toldAt < TOLD_EVERY.toNanos())) {
            return;
        }
        holder.told = true;
        toldAny = true;
        toldAt = now;
        Throwable where = new Throwable("Where it is now");
        StackTraceElement[] stack = longTurn.turn().thread().getStackTrace();
        where.setStackTrace(
                List.of(stack).subList(0, Math.min(FRAMES_TOLD, stack.length)).toArray(StackTraceElement[]::new));
        LOG.warn(
                "A turn of actor {} computes for more than {} ms without a pause: others have the processor a little less.",
                longTurn.runner().actor(),
                TOLD_AFTER.toMillis(),
                where);
    }
}
