package dev.dowel.conformance;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.UserError;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Fails in every way an action can. Confined to the actor's turn. */
@ActorType("faulty")
@SuppressWarnings("DoNotCallSuggester") // To throw is what its actions are for.
final class Faulty extends Actor<Faulty.State> {

    /** A mutable state, to see that a failed action leaves nothing behind. */
    static final class State {
        long changes;
    }

    @Override
    protected State createState(CreateRequest request) {
        return new State();
    }

    @Action
    public void user() {
        throw new UserError("out_of_stock", "Sold out.", Map.of("left", 0, "next", List.of("mon", "tue")));
    }

    @Action
    public void userWithoutMetadata() {
        throw new UserError("plain", "Only a message: é ✓");
    }

    @Action
    public void internal() {
        throw new IllegalStateException("hidden detail: password=hunter2");
    }

    @Action
    public void changeAndFail() {
        state().changes++;
        throw new UserError("changed_my_mind", "Nothing happened.");
    }

    @Action
    public long changes() {
        return state().changes;
    }

    @Action
    public Object unserialisable() {
        return new Thread("hidden detail");
    }

    /** Waits for something that never happens. */
    @Action(timeoutMillis = 300)
    public void hang() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    @Action
    public String fine() {
        return "fine";
    }
}
