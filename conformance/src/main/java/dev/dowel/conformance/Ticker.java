package dev.dowel.conformance;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.Event;
import dev.dowel.UserError;
import java.util.List;

/** Broadcasts on demand, in order. Confined to the actor's turn. */
@ActorType("ticker")
final class Ticker extends Actor<Long> {

    static final Event<Long> TICK = Event.of("tick", Long.class);

    @Override
    protected Long createState(CreateRequest request) {
        return 0L;
    }

    /** Broadcasts the next numbers and returns the last. */
    @Action
    public long tick(int times) {
        for (int i = 0; i < times; i++) {
            broadcast(TICK, update(last -> last + 1));
        }
        return state();
    }

    /** An event with several arguments. */
    @Action
    public void move(String piece, int x, int y) {
        broadcast("moved", piece, x, y);
    }

    /** An event with none. */
    @Action
    public void pause() {
        broadcast("paused");
    }

    /** An event whose one argument is a list, which is not several arguments. */
    @Action
    public void deal(List<String> cards) {
        broadcast("dealt", cards);
    }

    /** Broadcasts and then fails, so that nobody may hear it. */
    @Action
    public void falseAlarm() {
        broadcast(TICK, -1L);
        update(last -> last + 1_000_000);
        throw new UserError("false_alarm", "Never mind.");
    }

    @Action
    public void flood(int length) {
        broadcast("flood", "x".repeat(length));
    }
}
