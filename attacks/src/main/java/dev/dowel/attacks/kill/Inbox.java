package dev.dowel.attacks.kill;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.Queue;
import dev.dowel.ReadOnly;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down what comes through its queue; some messages fail at first. Confined to the actor's turn. */
@ActorType("inbox")
final class Inbox extends Actor<Inbox.State> {

    /** How many were handled. */
    record State(long handled) {}

    static final Queue<String, @Nullable Void> LETTERS =
            Queue.of("letters", String.class).inStrictOrder();

    private static final int FAILING = 50;

    @Override
    protected State createState(CreateRequest request) {
        return new State(0);
    }

    @Override
    protected void run() throws InterruptedException {
        queue(LETTERS).forEach(letter -> {
            long number = update(state -> new State(state.handled() + 1)).handled();
            Entries.write(kv(), letter.body(), number);
            if (letter.attempt() == 1 && Math.floorMod(letter.body().hashCode(), FAILING) == 0) {
                throw new IllegalStateException("It was written, and is not.");
            }
        });
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
}
