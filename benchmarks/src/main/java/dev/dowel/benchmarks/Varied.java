package dev.dowel.benchmarks;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorOptions;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.Event;
import dev.dowel.KeyRange;
import dev.dowel.ReadOnly;
import dev.dowel.WebSocketSession;
import java.time.Duration;

/**
 * The actor of the soak and of the growth measurements: a little of everything, state of any size, asleep soon. Confined to the
 * actor's turn.
 */
@ActorType("varied")
@ActorOptions(sleepTimeoutMillis = 400, canHibernateWebSocket = true)
public final class Varied extends Actor<Varied.State> {

    /** Tells subscribers the number that was published. */
    public static final Event<Long> PUBLISHED = Event.of("ev", Long.class);

    private static final int KEPT_VALUES = 50;

    /** The durable state: a count, and ballast. Immutable. */
    public record State(long count, String ballast) {}

    @Override
    protected State createState(CreateRequest request) {
        return new State(0, "");
    }

    /** Adds one and returns the new count. */
    @Action
    public long add() {
        return update(state -> new State(state.count() + 1, state.ballast())).count();
    }

    /** The count. */
    @ReadOnly
    @Action
    public long count() {
        return state().count();
    }

    /** Makes the state so many characters large. */
    @Action
    public void grow(int characters) {
        update(state -> new State(state.count(), "x".repeat(characters)));
    }

    /** Writes one of a bounded number of values, and reads a few. */
    @Action
    public int keep(long number) {
        kv().putText("value:" + number % KEPT_VALUES, "x".repeat(100));
        return kv().list(KeyRange.prefix("value:").limit(10)).size();
    }

    /** Adds one later, even if it sleeps then. */
    @Action
    public void addLater(long millis) {
        schedule().after(Duration.ofMillis(millis), Varied::add);
    }

    /** Sends a number to every subscriber. */
    @Action
    public long publish(long number) {
        broadcast(PUBLISHED, number);
        return number;
    }

    /** Goes to sleep. */
    @Action
    public void rest() {
        sleep();
    }

    /** Is no more. */
    @Action
    public void remove() {
        destroy();
    }

    @Override
    protected void onWebSocket(WebSocketSession session) {
        session.onMessage(message -> session.send("heard"));
    }
}
