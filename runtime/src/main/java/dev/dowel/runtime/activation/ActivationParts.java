package dev.dowel.runtime.activation;

import dev.dowel.protocol.ActorSpecifier;
import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.ActorListener;
import dev.dowel.runtime.environment.RuntimeEnvironment;
import dev.dowel.runtime.failure.FailureBoundary;
import dev.dowel.runtime.turn.TurnToken;
import dev.dowel.runtime.turn.TurnWatch;

/**
 * What every part of an activation needs: who the actor is and what the runtime gives it. Immutable.
 *
 * @param address the actor's address
 * @param actorId the actor's id
 * @param specifier how clients are told which actor answered
 * @param token the right to run it
 * @param environment time, randomness and threads
 * @param boundary turns exceptions into failures
 * @param watch ends turns whose time is up
 * @param stuckTurns the turns of all actors that were given up and still run
 * @param dispatcher finds other actors
 * @param options how all actors are treated
 * @param listener is told what actors of this type do
 */
record ActivationParts(
        ActorAddress address,
        String actorId,
        ActorSpecifier specifier,
        TurnToken token,
        RuntimeEnvironment environment,
        FailureBoundary boundary,
        TurnWatch watch,
        StuckTurns stuckTurns,
        Dispatcher dispatcher,
        RuntimeOptions options,
        ActorListener listener) {}
