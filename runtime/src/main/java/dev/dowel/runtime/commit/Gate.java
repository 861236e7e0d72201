package dev.dowel.runtime.commit;

import dev.dowel.runtime.failure.Failure;
import dev.dowel.runtime.store.Claim;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The gate of one activation: what its turns let out waits here until everything it depends on is durable. {@link #seal} is
 * confined to the actor's turn; everything else may be called by any thread.
 *
 * <p><b>Protocol.</b> A turn that writes, that follows one that is not durable, or that saw the result of one that is not,
 * goes into the committer's log. Any other turn leaves at once, on its own thread. The second kind cannot overtake the
 * first: it needs {@code pending} to be 0, and {@code pending} is counted down after outputs left.
 *
 * <p>The turn that creates an actor lets nothing out: nobody waits for it, but for the call behind it. It would be one write
 * and one sync before that call's. So it is <em>held</em> and goes into the log right before whatever is sealed next, at the
 * latest when the call has ended.
 */
public final class Gate implements CommitSource {

    private final Claim claim;
    private final Committer committer;
    private final Runnable onDiscard;
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicReference<@Nullable Runnable> onSettled = new AtomicReference<>();
    private final AtomicBoolean discarded = new AtomicBoolean();
    private final AlarmCell alarm = new AlarmCell();
    private final Entries entries;
    private @Nullable SealedTurn held;
    private final Queue<SealedTurn> seen = new ConcurrentLinkedQueue<>();

    /**
     * Creates the gate of an activation.
     *
     * @param reader finds the entries that are committed
     * @param onDiscard runs once if a commit fails, on the commit thread
     */
    public Gate(Claim claim, Committer committer, Entries.Reader reader, Runnable onDiscard) {
        this.entries = new Entries(reader);
        this.claim = claim;
        this.committer = committer;
        this.onDiscard = onDiscard;
    }

    /** Notes that a turn of this activation saw the result of another actor's turn that is not durable yet. */
    public void sawResultOf(SealedTurn other) {
        seen.add(other);
    }

    /** How many sealed turns of this activation are not durable. Any thread. */
    public int pending() {
        return pending.get();
    }

    /** The entries this activation's turns read and write. */
    public Entries entries() {
        return entries;
    }

    /** The time this activation's turns want the actor to be woken. */
    public AlarmCell alarm() {
        return alarm;
    }

    /** Undoes what the current turn did to entries and alarm. */
    public void rollback() {
        entries.rollback();
        alarm.rollback();
    }

    /**
     * Seals a turn: its outputs leave now or with the commit. What it did to entries and alarm is written with it.
     *
     * @param state the new state's bytes, or null if nothing has to be written
     */
    public SealedTurn seal(byte @Nullable [] state, boolean create, boolean destroy, List<Output> outputs) {
        SealedTurn turn = sealed(state, create, destroy, outputs);
        if (!turn.writes() && pending.get() == 0 && !turn.dependsOnOthers() && !isDiscarded()) {
            turn.open();
        } else {
            pending.incrementAndGet();
            try {
                submitHeld();
                committer.submit(turn);
            } catch (RuntimeException | Error e) { // it is not in the log, and will never be settled
                pending.decrementAndGet();
                throw e;
            }
        }
        return turn;
    }

    /**
     * Seals the turn that creates the actor and lets nothing out. It is not durable before {@link #submitHeld}, or the next
     * {@link #seal}.
     */
    public SealedTurn hold(byte @Nullable [] state) {
        SealedTurn turn = sealed(state, true, false, List.of());
        pending.incrementAndGet();
        held = turn;
        return turn;
    }

    /** Sends off what is held, if anything is. */
    public void submitHeld() {
        SealedTurn creation = held;
        if (creation != null) {
            committer.submit(creation);
            held = null;
        }
    }

    private SealedTurn sealed(byte @Nullable [] state, boolean create, boolean destroy, List<Output> outputs) {
        Entries.Sealed written = entries.seal();
        if (destroy) {
            alarm.clear();
        }
        TurnWrites writes = new TurnWrites(state, create, destroy, destroy ? Map.of() : written.values(), alarm.seal());
        return new SealedTurn(
                this, writes.isEmpty() ? TurnWrites.NONE : writes, () -> entries.settled(written), outputs, takeSeen());
    }

    /** Does something after everything that turns before let out, or that failed to leave. */
    public void letOut(Runnable action) {
        letOut(action, action);
    }

    /** Does one thing after everything that turns before let out, or another if that failed to leave. */
    public void letOut(Runnable released, Runnable failed) {
        seal(null, false, false, List.of(new Output() {
            @Override
            public void release() {
                released.run();
            }

            @Override
            public void fail(Failure failure) {
                failed.run();
            }
        }));
    }

    private List<SealedTurn> takeSeen() {
        if (seen.isEmpty()) {
            return List.of();
        }
        List<SealedTurn> taken = new ArrayList<>();
        for (SealedTurn other = seen.poll(); other != null; other = seen.poll()) {
            if (other.status() != SealedTurn.Status.DURABLE) {
                taken.add(other);
            }
        }
        return taken;
    }

    /**
     * Runs something once nothing of this activation waits any more: now, or on the commit thread. Called once, after the
     * last turn was sealed.
     */
    public void whenSettled(Runnable action) {
        onSettled.set(action);
        if (pending.get() == 0) {
            runOnSettled();
        }
    }

    private void runOnSettled() {
        Runnable action = onSettled.getAndSet(null);
        if (action != null) {
            action.run();
        }
    }

    @Override
    public Claim claim() {
        return claim;
    }

    @Override
    public boolean isDiscarded() {
        return discarded.get();
    }

    @Override
    public void discard() {
        if (discarded.compareAndSet(false, true)) {
            onDiscard.run();
        }
    }

    @Override
    public void settled(SealedTurn turn) {
        if (pending.decrementAndGet() == 0) {
            runOnSettled();
        }
    }
}
