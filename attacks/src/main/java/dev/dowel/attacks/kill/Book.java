package dev.dowel.attacks.kill;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorOptions;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.Event;
import dev.dowel.ReadOnly;
import dev.dowel.UserError;
import java.time.Instant;
import java.util.List;

/**
 * Writes down every entry with its number: in its values, in its state (the last number) and as an event, all of one turn. Entries
 * come from callers, from its schedules, and on connections whose senders number them. Confined to the actor's turn.
 */
@ActorType("book")
@ActorOptions(sleepTimeoutMillis = 60)
final class Book extends Actor<Book.State> {

    /**
     * The last number, and what must not be: entries out of their sender's order, schedules that ran before their time, wakes that
     * found another last number in the values than in the state.
     */
    record State(long last, long disordered, long early, long torn, long wakes) {}

    /** An entry and its number. */
    record Entry(String id, long number) {}

    static final Event<Entry> WRITTEN = Event.of("written", Entry.class);
    static final String FAILED = "not_written";

    private static final int FAILING_RUNS = 20;

    @Override
    protected State createState(CreateRequest request) {
        return new State(0, 0, 0, 0, 0);
    }

    @Override
    protected void onWake() {
        long stored = kv().getText("last").map(Long::parseLong).orElse(0L);
        State state = state();
        setState(new State(
                state.last(),
                state.disordered(),
                state.early(),
                state.torn() + (stored == state.last() ? 0 : 1),
                state.wakes() + 1));
    }

    /** Writes an entry down and returns its number. */
    @Action
    public long append(String id) {
        long number = update(state ->
                        new State(state.last() + 1, state.disordered(), state.early(), state.torn(), state.wakes()))
                .last();
        Entries.write(kv(), id, number);
        kv().putText("last", Long.toString(number));
        broadcast(WRITTEN, new Entry(id, number));
        return number;
    }

    /** Does all that, sets a schedule, and fails. */
    @Action
    public void appendAndFail(String id) {
        append(id);
        schedule().at(now(), Book::due, id + "-scheduled", 0L);
        throw new UserError(FAILED, "It was written, and is not.");
    }

    /** Writes an entry of a sender that numbers its entries from 1. */
    @Action
    public long appendNext(String sender, long place) {
        long before = kv().getText("sender:" + sender).map(Long::parseLong).orElse(0L);
        kv().putText("sender:" + sender, Long.toString(place));
        if (place <= before) {
            update(state ->
                    new State(state.last(), state.disordered() + 1, state.early(), state.torn(), state.wakes()));
        }
        return append(sender + "-" + place);
    }

    /** Has an entry written at a time. */
    @Action
    public void appendAt(String id, long epochMillis) {
        schedule().at(Instant.ofEpochMilli(epochMillis), Book::due, id, epochMillis);
    }

    /** What a schedule runs; some fail at first, after all that they did. */
    @Action(internal = true)
    public void due(String id, long epochMillis) {
        if (now().toEpochMilli() < epochMillis) {
            update(state ->
                    new State(state.last(), state.disordered(), state.early() + 1, state.torn(), state.wakes()));
        }
        append(id);
        boolean first = scheduledRun().map(run -> run.attempt() == 1).orElse(false);
        if (first && Math.floorMod(id.hashCode(), FAILING_RUNS) == 0) {
            throw new IllegalArgumentException("It was written, and is not.");
        }
    }

    @ReadOnly
    @Action
    public State counts() {
        return state();
    }

    /** See {@link Entries#list}. */
    @ReadOnly
    @Action
    public List<String> entries(String after, int limit) {
        return Entries.list(kv(), after, limit);
    }

    @Action
    public void rest() {
        sleep();
    }
}
