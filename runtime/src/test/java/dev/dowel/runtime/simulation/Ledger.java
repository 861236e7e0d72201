package dev.dowel.runtime.simulation;

import dev.dowel.Action;
import dev.dowel.ActorOptions;
import dev.dowel.ActorType;
import dev.dowel.ConnectRequest;
import dev.dowel.CreateRequest;
import dev.dowel.Event;
import dev.dowel.HttpRequest;
import dev.dowel.HttpResponse;
import dev.dowel.ReadOnly;
import dev.dowel.UserError;
import dev.dowel.WebSocketMessage;
import dev.dowel.WebSocketSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An actor that remembers every operation that was applied to it, so that a test can compare what it remembers with what it
 * answered. Confined to its turn.
 */
@ActorType("ledger")
@ActorOptions(
        actionTimeoutMillis = 5_000,
        sleepTimeoutMillis = 2_000,
        sleepGracePeriodMillis = 1_500,
        canHibernateWebSocket = true)
class Ledger extends Bookkeeping {

    /** What a socket is told about an operation. */
    record Applied(String actorId, long position, long op) {}

    /**
     * What a caller is told about an operation.
     *
     * @param position how many operations there are now
     * @param own how many of them came over the caller's connection
     * @param wake which activation it was
     */
    record Receipt(String actorId, long position, long own, long wake) {

        /** As raw handlers write it. */
        String text() {
            return actorId + " " + position + " " + own + " " + wake;
        }

        static Receipt of(String text) {
            String[] parts = text.split(" ", -1);
            return new Receipt(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]), Long.parseLong(parts[3]));
        }
    }

    /**
     * All an actor knows.
     *
     * @param nextDue when its first schedule is due, in milliseconds since the epoch, or null if it has none
     */
    record Report(
            String actorId, LedgerState state, @Nullable Long nextDue) {}

    static final Event<Applied> APPLIED = Event.of("applied", Applied.class);

    Ledger(SimulatedMachine machine, Witness witness) {
        super(machine, witness);
    }

    /** The version of the state that this code writes. */
    int version() {
        return 1;
    }

    @Override
    protected LedgerState createState(CreateRequest request) {
        return LedgerState.empty(version());
    }

    @Override
    protected Object createConnectionState(ConnectRequest request) {
        return 0L;
    }

    @Override
    protected void onWake() {
        awoke();
        compare(true);
        if (state().version() != version() || state().upgrades() > 1) {
            witness().accuse("G6: the state of " + key() + " was not upgraded once: " + state());
        }
    }

    @Override
    protected void onSleep() throws InterruptedException {
        witness().tally().sleeps++;
        compare(true); // reads, and so keeps its turn for a while
        if (key().toString().contains("b")) {
            return; // an actor that only slept and woke was written only if its upgrade was
        }
        beat();
        if (state().beats() % 3 == 0) {
            pause(Duration.ofMillis(300));
        }
    }

    @Override
    protected void run() {
        try {
            for (int i = 0; key().toString().contains("c") && i < 2; i++) {
                pause(Duration.ofMillis(700));
                beat();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the actor stops
        }
    }

    @Action
    public Receipt add(long op) {
        return receipt(applyInTurn(op));
    }

    @Action
    public Receipt addThenFail(long op, boolean expected) {
        receipt(applyInTurn(op));
        throw expected ? new UserError("refused", "as planned") : new IllegalStateException("secret detail");
    }

    @Action
    public Receipt addForTooLong(long op) throws InterruptedException {
        long position = applyInTurn(op);
        machine().sleep(Duration.ofMinutes(1));
        return receipt(position);
    }

    /** Applies one op before it waits and one after; the first stays even if the second fails. */
    @Action
    public Receipt addAround(long first, long second, long millis) throws Exception {
        applyInTurn(first);
        if (millis % 2 == 0) {
            pause(Duration.ofMillis(millis));
        } else {
            keepAwake(() -> {
                machine().sleep(Duration.ofMillis(millis));
                return true;
            });
        }
        return receipt(applyInTurn(second));
    }

    /** Applies an op here that says the other ledger has one. */
    @Action
    public Receipt copyFrom(String other, long theirs, long mine) {
        actor(Ledger.class, other).call(Ledger::add, theirs);
        return receipt(applyInTurn(mine));
    }

    /** Applies an op beside the calls. */
    @Action
    public Receipt later(long op, long millis) {
        waitUntil(() -> {
            pause(Duration.ofMillis(millis));
            applyInTurn(op);
            witness().tally().tasks++;
        });
        return receipt(state().ops().size());
    }

    /** Applies one op now and another at a time. */
    @Action
    public Receipt plan(long now, long op, long millis) {
        Instant dueAt = now().plusMillis(millis);
        String id = schedule().at(dueAt, "fired", op, dueAt.toEpochMilli());
        LedgerState.Planned plan = new LedgerState.Planned(op, id, dueAt.toEpochMilli());
        update(state -> state.planned(plan));
        return receipt(applyInTurn(now));
    }

    /** Runs by schedule. Sometimes it waits, and sometimes it fails when it is tried first. */
    @Action
    public void fired(long op, long dueAt) throws InterruptedException {
        boolean first = context().scheduledRun().map(run -> run.attempt() == 1).orElse(true);
        if (first && machine().latestWallMillis() < dueAt) {
            witness().accuse("G6: " + op + " of " + key() + " ran before its time");
        }
        if (op % 5 == 1) {
            pause(Duration.ofMillis(300));
        }
        if (state().cancelled().contains(op)) {
            return; // while it waited
        }
        applyInTurn(op);
        witness().tally().fired++;
        if (first && op % 4 == 0) {
            throw new IllegalStateException("as planned");
        }
    }

    /** Cancels what was planned last and did not run yet. Says what it was, or 0. */
    @Action
    public long cancelLast() {
        enter();
        try {
            compare(true);
            Optional<LedgerState.Planned> last = state().open();
            last.ifPresent(planned -> {
                if (!schedule().cancel(planned.id())) {
                    witness().accuse("G6: a schedule of " + key() + " could not be cancelled");
                }
                update(state -> state.cancelled(planned));
            });
            return last.map(LedgerState.Planned::op).orElse(0L);
        } finally {
            leave();
        }
    }

    @Action
    public Receipt doze() {
        sleep();
        return receipt(state().ops().size());
    }

    @Action
    public Receipt end() {
        destroy();
        return receipt(state().ops().size());
    }

    @ReadOnly
    @Action
    public Report remembered() {
        compare(true);
        Long nextDue = schedule().list().stream()
                .map(planned -> planned.dueAt().toEpochMilli())
                .min(Long::compare)
                .orElse(null);
        return new Report(id(), state(), nextDue);
    }

    @Override
    protected HttpResponse onRequest(HttpRequest request) {
        long position = applyInTurn(Long.parseLong(request.query()));
        return HttpResponse.text(new Receipt(id(), position, 1, 0).text());
    }

    @Override
    protected void onWebSocket(WebSocketSession session) {
        session.onMessage(message -> {
            if (message instanceof WebSocketMessage.Text text) {
                session.send(receipt(applyInTurn(Long.parseLong(text.text()))).text());
            }
        });
    }
}
