package dev.dowel.runtime.activation;

import dev.dowel.ActorContext;
import dev.dowel.ActorDefinition;
import dev.dowel.ActorHandle;
import dev.dowel.ActorKey;
import dev.dowel.Connection;
import dev.dowel.Event;
import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.commit.SealedTurn;
import dev.dowel.runtime.failure.Failures;
import dev.dowel.runtime.turn.Turn;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** What an actor's code reaches of its activation. Confined to the actor's turn, which it checks. */
final class ActivationContext<S extends @Nullable Object> implements ActorContext<S> {

    private final Activation<S> activation;

    ActivationContext(Activation<S> activation) {
        this.activation = activation;
    }

    private Turn turn() {
        return activation.turns().current();
    }

    private ActorAddress address() {
        return activation.parts().address();
    }

    @Override
    public String id() {
        return activation.parts().actorId();
    }

    @Override
    public String name() {
        return address().name();
    }

    @Override
    public ActorKey key() {
        return address().key();
    }

    @Override
    public String namespace() {
        return address().namespace();
    }

    @Override
    public S state() {
        turn();
        return activation.state().get();
    }

    @Override
    public void setState(S state) {
        if (turn().isReadOnly()) {
            throw new IllegalStateException("An action marked @ReadOnly cannot change the state.");
        }
        activation.state().set(state);
    }

    @Override
    public S update(UnaryOperator<S> change) {
        S changed = change.apply(state());
        setState(changed);
        return changed;
    }

    @Override
    public void saveState() {
        if (activation.turns().sealPart().awaitSettled() == SealedTurn.Status.FAILED) {
            throw Failures.storeUnavailable().toException();
        }
    }

    @Override
    public <T extends @Nullable Object> void broadcast(Event<T> event, T payload) {
        activation.connections().broadcast(turn(), event.name(), payload);
    }

    @Override
    public void broadcast(String event, @Nullable Object... arguments) {
        activation.connections().broadcast(turn(), event, arguments);
    }

    @Override
    public Connection connection() {
        Connection caller = turn().caller();
        if (caller == null) {
            throw new IllegalStateException("No connection caused this turn. callingConnection() can tell.");
        }
        return caller;
    }

    @Override
    public Optional<Connection> callingConnection() {
        return Optional.ofNullable(turn().caller());
    }

    @Override
    public List<Connection> connections() {
        turn();
        return activation.connections().all();
    }

    @Override
    public <A> ActorHandle<A> actor(Class<A> type, String... key) {
        return new LocalHandle<>(activation, addressOf(ActorDefinition.nameOf(type), ActorKey.of(key)));
    }

    @Override
    public ActorHandle<?> actor(String name, ActorKey key) {
        return new LocalHandle<>(activation, addressOf(name, key));
    }

    private ActorAddress addressOf(String name, ActorKey key) {
        return new ActorAddress(namespace(), name, key);
    }

    @Override
    public Instant now() {
        return activation.parts().environment().clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public <T extends @Nullable Object> T await(Callable<T> work) throws Exception {
        return activation.turns().await(work);
    }

    @Override
    public void destroy() {
        turn().destroy();
    }

    /** The thread that runs a turn belongs to this actor alone, so what is attached to it says nothing false later. */
    @Override
    public Logger log() {
        MDC.put("actor", address().toString());
        MDC.put("actorId", id());
        return LoggerFactory.getLogger("dev.dowel.actor." + name());
    }
}
