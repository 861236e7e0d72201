package dev.dowel.runtime.activation;

import dev.dowel.runtime.StopReason;
import dev.dowel.runtime.connection.ActorConnection;
import dev.dowel.runtime.environment.Timers;
import dev.dowel.runtime.failure.Failure;
import dev.dowel.runtime.failure.Failures;
import dev.dowel.runtime.recording.FlightRecording;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The end of an activation, whatever ends it: nothing of it happens any more, its sockets are closed or put aside, and when
 * the last commit has settled its claim is given up and its place is free. Confined to the holder of the actor's token, except
 * what says otherwise.
 */
final class Departure {

    private static final Duration RETRY_AFTER_DISCARD = Duration.ofSeconds(5);

    private static final Duration PASS_ON_AGAIN_AFTER = Duration.ofMillis(100);

    private final Activation<?> activation;
    private final Activation.Lease lease;
    private Timers.@Nullable Timer graceOver;
    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
    private volatile StopReason stopReason = StopReason.DISCARDED;

    Departure(Activation<?> activation, Activation.Lease lease) {
        this.activation = activation;
        this.lease = lease;
    }

    /** Done when the claim is given up, or the actor is gone. Any thread. */
    CompletableFuture<@Nullable Void> ended() {
        return ended;
    }

    /** The activation takes no more work from here on. */
    void announce() {
        lease.leaving(activation);
    }

    /** Ends the activation. What waits in its mailbox is dispatched again. */
    void close(Ending ending) {
        if (!activation.life().end()) {
            return;
        }
        stopReason = ending.stopReason();
        endWaiting(ending);
        if (ending == Ending.SHUTDOWN || ending == Ending.SLEPT) {
            activation.saver().flush();
        }
        activation.saver().stop();
        Failure waitedInVain = ending == Ending.DESTROYED ? Failures.messageGivenUp() : Failures.waitDropped();
        activation.queuesInUse().ifPresent(queues -> queues.close(waitedInVain));
        for (ActorConnection connection : activation.connections().removeAll()) {
            boolean closesLater = ending == Ending.DESTROYED; // with the commit
            if (!closesLater && (ending != Ending.SLEPT || !connection.isHibernatable())) {
                closeSocket(connection, ending);
            }
        }
        switch (ending) {
            case DESTROYED -> announce();
            case SLEPT, SHUTDOWN ->
                activation.parts().token().enqueue(() -> activation.gate().whenSettled(this::leave));
            case DISCARDED -> leave();
            case START_FAILED -> lease.left(activation);
        }
    }

    /** Turns of an actor that is destroyed may still answer, within its grace period. */
    private void endWaiting(Ending ending) {
        OpenTurns open = activation.turns().open();
        if (ending != Ending.DESTROYED || open.waiting() == 0) {
            open.expireWaiting(Failures.stoppedMeanwhile());
            return;
        }
        open.stopWaiting();
        graceOver = activation
                .parts()
                .environment()
                .timers()
                .schedule(
                        activation.definition().settings().sleepGracePeriod(),
                        () -> open.expireWaiting(Failures.stoppedMeanwhile()));
    }

    /** A turn that outlived its actor ended. */
    void turnEnded() {
        if (graceOver != null && activation.turns().open().waiting() == 0) {
            graceOver.cancel();
            graceOver = null;
        }
    }

    /** Closes a socket after everything that turns before sent over it. */
    void closeSocket(ActorConnection connection, Ending ending) {
        activation
                .gate()
                .letOut(
                        () -> connection.closeSocket(ending.closeCode(), ending.reason()),
                        () -> connection.closeSocket(Ending.DISCARDED.closeCode(), Ending.DISCARDED.reason()));
    }

    /** Nothing waits for a commit any more. The token's holder or the commit thread. */
    private void leave() {
        announce();
        ActivationParts parts = activation.parts();
        Long alarm = activation.gate().alarm().dueAt();
        if (activation.gate().isDiscarded()) {
            // What the undone turns set is not stored, and what is stored is not known here: look, but not at once.
            alarm = parts.environment().clock().millis() + RETRY_AFTER_DISCARD.toMillis();
            // Sockets were put aside with what the undone turns left in their connections.
            Failure reason = Failures.storeUnavailable();
            parts.dispatcher().sleepers().take(parts.actorId()).forEach(socket -> socket.lost(reason));
        }
        parts.dispatcher().release(activation.claim(), alarm, () -> gone(stopReason));
    }

    /** The place is free: the claim was given up, or the actor is destroyed. Any thread. */
    void gone(StopReason why) {
        ActivationParts parts = activation.parts();
        if (lease.left(activation)) {
            parts.listener().stopped(why);
            FlightRecording.actorStop(parts.address().name(), parts.actorId(), why.name());
        }
        ended.complete(null);
    }

    /**
     * Gives the activation up although its code still runs, because that takes no notice of its time being over. What it does
     * from here on is not committed: the next activation has another claim. What waits for it goes there. If its code ends
     * meanwhile, what waits goes there by itself. Timer thread.
     *
     * @param connections those that were open when it began to stop, or got stuck
     */
    void abandon(List<ActorConnection> connections) {
        if (activation.life().abandon()) {
            stopReason = StopReason.ABANDONED;
            activation
                    .parts()
                    .boundary()
                    .abandoned(activation.parts().address(), activation.parts().actorId());
            activation.gate().discard();
            activation.turns().open().expireWaiting(Failures.stoppedMeanwhile());
            connections.forEach(
                    connection -> connection.closeSocket(Ending.DISCARDED.closeCode(), Ending.DISCARDED.reason()));
            passOn();
            leave();
        }
    }

    /** Lets what waits for the token go on without it, or looks again later, as long as something waits for it. Timer thread. */
    private void passOn() {
        ActivationParts parts = activation.parts();
        long task = parts.token().current();
        boolean runsCode = activation.turns().open().running() != null; // asked after the task was named
        boolean passedOn = runsCode && parts.token().abandon(task);
        if (!passedOn && parts.token().size() > 0) {
            parts.environment().timers().schedule(PASS_ON_AGAIN_AFTER, this::passOn);
        }
    }
}
