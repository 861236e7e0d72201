package dev.dowel.runtime.activation;

import dev.dowel.ActorHook;
import dev.dowel.runtime.connection.ActorConnection;
import dev.dowel.runtime.environment.Timers;
import dev.dowel.runtime.failure.Failures;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way of an activation from running to stopped, when the actor goes to sleep or its server stops. Confined to the
 * holder of the actor's token.
 *
 * <p><b>Protocol.</b> First nothing new comes in: calls wait in the {@link Slot}, messages of sockets that stay open wait in
 * their {@link SocketMailbox}. {@code run()} is told. Then {@code onSleep} runs, while everything still works. Then what
 * began before ends: calls that wait, tasks, streams. When nothing is left, or the grace period is over, what is left is
 * broken off; sockets that stay open are put aside, the others are closed; and when the last commit has settled, the claim is
 * given up and the slot is free.
 */
final class StopSequence {

    /** How much longer than the grace period code may hold the token before the activation is given up without it. */
    private static final Duration ABANDON_AFTER = Duration.ofSeconds(1);

    private final Activation<?> activation;
    private final Ending ending;
    private Timers.@Nullable Timer graceOver;
    private Timers.@Nullable Timer givenUp;
    private boolean hookDone;
    private boolean finished;

    StopSequence(Activation<?> activation, Ending ending) {
        this.activation = activation;
        this.ending = ending;
    }

    void begin() {
        Duration grace = activation.definition().settings().sleepGracePeriod();
        Timers timers = activation.parts().environment().timers();
        graceOver = timers.schedule(grace, () -> activation.parts().token().enqueue(this::finish));
        List<ActorConnection> connections = activation.connections().open();
        givenUp = timers.schedule(
                grace.plus(ABANDON_AFTER), () -> activation.departure().abandon(connections));
        if (ending == Ending.SLEPT) {
            connections.forEach(ActorConnection::holdMessages);
        }
        activation.background().requestStop();
        activation.streams().requestStop();
        HookRunner<?> hooks = new HookRunner<>(activation);
        if (hooks.defines(ActorHook.ON_SLEEP)) {
            TurnPlan plan = new TurnPlan("onSleep", grace, Failures.hookTimedOut(), null, failure -> {});
            activation.turns().run(plan, turn -> activation.behavior().onSleep());
        }
        hookDone = true;
        check();
    }

    /** The activation has ended: nobody waits for its time to be over, and nothing of it is held until then. */
    void over() {
        if (graceOver != null) {
            graceOver.cancel();
        }
        if (givenUp != null) {
            givenUp.cancel();
        }
    }

    /** Goes on if nothing is left to wait for. */
    void check() {
        if (hookDone
                && activation.background().active() == 0
                && activation.turns().open().waiting() == 0
                && activation.awake().count(AwakeReasons.Reason.STREAM) == 0) {
            finish();
        }
    }

    private void finish() {
        if (finished || activation.isClosed()) {
            return;
        }
        finished = true;
        List<ActorConnection> connections = activation.connections().open();
        HookRunner<?> hooks = new HookRunner<>(activation);
        for (ActorConnection connection : connections) {
            if (!staysOpen(connection)) {
                hooks.disconnect(connection);
                activation.departure().closeSocket(connection, ending);
            }
        }
        if (!activation.isClosed()) {
            activation.queuesInUse().ifPresent(Queues::settle);
            connections.stream().filter(this::staysOpen).forEach(ActorConnection::hibernate);
            activation.close(ending);
        }
    }

    private boolean staysOpen(ActorConnection connection) {
        return ending == Ending.SLEPT && connection.isHibernatable();
    }
}
