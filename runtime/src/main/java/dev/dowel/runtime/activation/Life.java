package dev.dowel.runtime.activation;

import dev.dowel.ActorHook;
import dev.dowel.runtime.turn.Turn;
import org.jspecify.annotations.Nullable;

/**
 * Where the life of one activation stands, and what moves it on: that it started, that a turn ended, that nothing happened
 * for a while, that it is to stop. Confined to the holder of the actor's token, except what says otherwise.
 *
 * <p>Its monitor guards the steps of the phase: who gives the activation up does not hold the token.
 *
 * @param <S> the actor's state
 */
final class Life<S extends @Nullable Object> implements TurnOwner {

    private final Activation<S> activation;
    private final IdleClock idle;
    private final ScheduleRunner<S> scheduleRunner;
    private final StateChange<S> stateChange;
    private volatile ActivationPhase phase = ActivationPhase.STARTING;
    private @Nullable StopSequence stopping;

    Life(Activation<S> activation, StateChange<S> stateChange) {
        this.activation = activation;
        this.stateChange = stateChange;
        this.scheduleRunner = new ScheduleRunner<>(activation);
        ActivationParts parts = activation.parts();
        this.idle = new IdleClock(
                parts.environment().timers(),
                parts.environment().nanoTime(),
                activation.definition().settings().sleepTimeout(),
                () -> parts.token().enqueue(this::sleepIfIdle));
    }

    /** Whether it takes calls. Any thread. */
    boolean isRunning() {
        return phase == ActivationPhase.RUNNING;
    }

    @Override
    public boolean isClosed() {
        ActivationPhase now = phase;
        return now == ActivationPhase.STOPPED || now == ActivationPhase.GIVEN_UP;
    }

    @Override
    public boolean isGivenUp() {
        return phase == ActivationPhase.GIVEN_UP;
    }

    /** Whether it is about to end, or has ended. Any thread. */
    boolean isStopping() {
        ActivationPhase now = phase;
        return now != ActivationPhase.RUNNING && now != ActivationPhase.STARTING;
    }

    /** It runs: from here on it takes calls, and may fall asleep. */
    void started() {
        runs();
        if (activation.definition().hooks().contains(ActorHook.RUN)) {
            activation.background().startRun();
        }
        turnEnded();
    }

    @Override
    public void turnEnded() {
        if (isClosed()) {
            activation.departure().turnEnded();
            return;
        }
        if (stopping != null) {
            activation.parts().token().enqueue(stopping::check);
            return;
        }
        if (isRunning()) {
            scheduleRunner.arm();
        }
        if (!activation.definition().settings().noSleep()) {
            idle.touch();
        }
    }

    private void sleepIfIdle() {
        boolean quiet = activation.parts().token().size() == 1
                && activation.turns().open().waitingCalls() == 0
                && !activation.awake().any();
        if (isRunning() && idle.isOver() && quiet) {
            stop(Ending.SLEPT);
        }
    }

    /** Begins to end it, giving what runs its time. Without effect if it is ending already. */
    void stop(Ending ending) {
        if (!sleeps()) {
            return;
        }
        activation.departure().announce();
        stopping = new StopSequence(activation, ending);
        stopping.begin();
    }

    private synchronized void runs() {
        phase = phase.to(ActivationPhase.RUNNING);
    }

    private synchronized boolean sleeps() {
        if (!isRunning()) {
            return false;
        }
        phase = phase.to(ActivationPhase.SLEEPING);
        return true;
    }

    private synchronized boolean stops(ActivationPhase how) {
        if (isClosed()) {
            return false;
        }
        phase = phase.to(how);
        return true;
    }

    private synchronized ActivationPhase destroys() {
        ActivationPhase before = phase;
        phase = phase.to(ActivationPhase.DESTROYING);
        return before;
    }

    private synchronized void destroysNot(ActivationPhase before) {
        if (!isClosed()) {
            phase = before;
        }
    }

    /** Nothing of it happens any more. False if that was so already. */
    boolean end() {
        if (!stops(ActivationPhase.STOPPED)) {
            return false;
        }
        activation.background().requestStop();
        activation.streams().requestStop();
        idle.stop();
        scheduleRunner.disarm();
        if (stopping != null) {
            stopping.over();
        }
        return true;
    }

    /** It is given up while its code still runs. False if it had ended. Timer thread. */
    boolean abandon() {
        if (!stops(ActivationPhase.GIVEN_UP)) {
            return false;
        }
        idle.stop();
        return true;
    }

    /** What is stuck in its last hooks is given up by the sequence that runs them, and what is stuck in its start never ran. */
    @Override
    @SuppressWarnings("ReferenceEquality") // it is about this very turn
    public void stuck(Turn turn) {
        ActivationParts parts = activation.parts();
        OpenTurns open = activation.turns().open();
        if (isRunning() && parts.stuckTurns().giveUp(parts.address(), turn, () -> open.running() == turn)) {
            activation.departure().abandon(activation.connections().open());
        }
    }

    @Override
    public void stateChanged(byte[] changed) throws Exception {
        if (phase != ActivationPhase.STARTING) {
            stateChange.tell(changed);
        }
    }

    @Override
    public void destroying(Turn turn) {
        ActivationPhase before = destroys();
        turn.onRollback(() -> destroysNot(before));
        Destruction destruction =
                new Destruction(activation, activation.connections().open());
        destruction.runHooks(turn);
        turn.add(destruction.output());
    }

    @Override
    public void destroyed() {
        activation.close(Ending.DESTROYED);
    }
}
