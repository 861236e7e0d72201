package dev.dowel.runtime.activation;

import dev.dowel.ActorClient;
import dev.dowel.ActorContext;
import dev.dowel.ActorHandle;
import dev.dowel.ActorKey;
import dev.dowel.ActorQueue;
import dev.dowel.BackgroundTask;
import dev.dowel.Connection;
import dev.dowel.Cron;
import dev.dowel.Event;
import dev.dowel.KeyValueStore;
import dev.dowel.Queue;
import dev.dowel.QueueMessage;
import dev.dowel.QueueReceiver;
import dev.dowel.Schedule;
import dev.dowel.ScheduledRun;
import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.Target;
import dev.dowel.runtime.commit.SealedTurn;
import dev.dowel.runtime.failure.Failures;
import dev.dowel.runtime.turn.Turn;
import java.time.Duration;
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
        if (activation.definition().stateType() == Void.class) {
            throw new IllegalStateException("This actor has no state: it is an Actor<Void>.");
        }
        return activation.state().get();
    }

    @Override
    public void setState(S state) {
        if (turn().isReadOnly()) {
            throw new IllegalStateException("An action marked @ReadOnly cannot change the state.");
        }
        activation.stateChange().checkAllowed();
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
        SealedTurn part;
        try {
            part = activation.turns().sealPart();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("onStateChange() failed.", e);
        }
        if (part.awaitSettled() == SealedTurn.Status.FAILED) {
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
        return client().getOrCreate(type, key);
    }

    @Override
    public ActorHandle<?> actor(String name, ActorKey key) {
        return new LocalHandle<>(activation, new Target.GetOrCreate(new ActorAddress(namespace(), name, key), null));
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
    public void pause(Duration duration) throws InterruptedException {
        try {
            await(() -> {
                activation.parts().environment().sleep(duration);
                return duration;
            });
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public <T extends @Nullable Object> T keepAwake(Callable<T> work) throws Exception {
        activation.awake().add(AwakeReasons.Reason.KEEP_AWAKE);
        try {
            return await(work);
        } finally {
            activation.awake().remove(AwakeReasons.Reason.KEEP_AWAKE);
        }
    }

    @Override
    public void waitUntil(BackgroundTask task) {
        Turn turn = turn();
        activation.background().reserve(turn);
        turn.afterSeal(() -> activation.background().start(turn.caller(), task));
    }

    @Override
    public <T extends @Nullable Object> T inTurn(Callable<T> code) throws Exception {
        if (activation.turns().isInTurn()) {
            throw new IllegalStateException("This is a turn of the actor already. Call the code directly.");
        }
        return OutsideCode.run(activation, code);
    }

    @Override
    public boolean isStopping() {
        return activation.isStopping();
    }

    @Override
    public void sleep() {
        turn().afterSeal(() -> activation.parts().token().enqueue(() -> activation.stop(Ending.SLEPT)));
    }

    @Override
    public int version() {
        return activation.claim().record().version();
    }

    @Override
    public Schedule schedule() {
        turn();
        return activation.schedules().schedule();
    }

    @Override
    public Cron cron() {
        turn();
        return activation.schedules().cron();
    }

    @Override
    public Optional<ScheduledRun> scheduledRun() {
        return Optional.ofNullable(turn().scheduledRun());
    }

    @Override
    public KeyValueStore kv() {
        turn();
        return activation.keyValues();
    }

    @Override
    public <M extends @Nullable Object, R extends @Nullable Object> ActorQueue<M, R> queue(Queue<M, R> queue) {
        return new OneQueue<>(activation, queue, queue.isCompletable());
    }

    @Override
    public QueueReceiver<QueueMessage<?, ?>> queues(Queue<?, ?>... queues) {
        return SeveralQueues.of(activation, List.of(queues));
    }

    @Override
    public ActorClient client() {
        return new LocalClient(activation);
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
