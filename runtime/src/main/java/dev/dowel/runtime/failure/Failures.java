package dev.dowel.runtime.failure;

import dev.dowel.protocol.ErrorBody;
import dev.dowel.runtime.ActorAddress;
import java.util.Map;

/** The failures the runtime itself reports. Stateless. */
public final class Failures {

    private static final Failure UNEXPLAINED = Failure.of("rivetkit", "internal_error", "An internal error occurred");

    private Failures() {}

    /** What went wrong cannot even be put into words, for want of memory, say. Needs none itself. */
    public static Failure unexplained() {
        return UNEXPLAINED;
    }

    /** No actor lives at the address. Clients repeat the call for some seconds (protocol 7.2). */
    public static Failure notFound() {
        return Failure.of("actor", "not_found", "The actor does not exist.");
    }

    /** The server has no actor type of that name. */
    public static Failure notRegistered(String name) {
        return Failure.of("actor", "not_registered", "No actor type is called \"" + name + "\" here.");
    }

    /** The actor has no such action. */
    public static Failure actionNotFound(String action) {
        return Failure.of("actor", "action_not_found", "The actor has no action \"" + action + "\".");
    }

    /** The action ran longer than it may. Programs written for the reference system look for this text. */
    public static Failure actionTimedOut() {
        return Failure.of("actor", "action_timed_out", "Action timed out");
    }

    /** A hook ran longer than it may. */
    public static Failure hookTimedOut() {
        return Failure.of("actor", "hook_timed_out", "The actor took too long to answer.");
    }

    /** An earlier start of the actor expired and takes no notice of it: another one would only take another thread. */
    public static Failure startStuck() {
        return Failure.of("actor", "start_failed", "The actor could not be started: its last start has not ended.");
    }

    /** Too many requests wait for the actor. */
    public static Failure overloaded() {
        return Failure.of("actor", "overloaded", "Too many requests wait for the actor.");
    }

    /** Too many tasks of the actor have not ended. */
    public static Failure tooManyTasks() {
        return Failure.of("actor", "overloaded", "Too many tasks of the actor have not ended.");
    }

    /** The turn ran but could not be stored; nothing of it happened. */
    public static Failure storeUnavailable() {
        return Failure.of("store", "unavailable", "The change could not be stored and was undone. Try again.");
    }

    /** The server is shutting down. */
    public static Failure goingAway() {
        return Failure.of("guard", "service_unavailable", "The server is shutting down.");
    }

    /** The stored state is of a version that this server's code does not read. */
    public static Failure stateVersionUnsupported(int stored, int known) {
        return Failure.of(
                "actor",
                "state_version_unsupported",
                "The actor's stored state has version " + stored + "; this server knows version " + known
                        + (stored > known ? ". Run the newer version." : " and no upgrade from that one."));
    }

    /** {@code onStateChange} changed the state. */
    public static Failure stateChangedInHook() {
        return Failure.of(
                "actor",
                "state_mutation_reentrant",
                "onStateChange() cannot change the state: it would be called for ever.");
    }

    /** The actor took too long to start, or to end before it could start again; nothing ran (protocol 2.6). */
    public static Failure readyTimedOut() {
        return Failure.of("guard", "actor_ready_timeout", "The actor was not ready in time. Try again.");
    }

    /** The hooks of a socket took longer than a socket may take to open. */
    public static Failure socketOpenTimedOut() {
        return Failure.of("guard", "websocket_open_timeout", "The actor took too long to accept the socket.");
    }

    /** The rest of a request will not arrive. */
    public static Failure callerGone() {
        return Failure.of("actor", "aborted", "The caller left before the body was complete.");
    }

    /** The activation ended while this waited, after it had begun: nobody may repeat it blindly. */
    public static Failure stoppedMeanwhile() {
        return Failure.of(
                "actor", "aborted", "The actor stopped before this ended. What it did until then may have happened.");
    }

    /** The activation ended before this could run. */
    public static Failure stopped() {
        return Failure.of("actor", "stopped", "The actor stopped before this could run.");
    }

    /** The activation ended while a sender waited: the message is stored and will be handled. */
    public static Failure waitDropped() {
        return Failure.of(
                "queue",
                "completion_waiter_dropped",
                "The actor stopped before the message was completed. It is stored and will be handled.");
    }

    /** The actor declares no such queue. Clients are not told (protocol 6). */
    public static Failure queueNotDeclared(String queue) {
        return Failure.of(
                "queue",
                "not_declared",
                "The actor declares no queue \"" + queue + "\". Add the constant to its class.");
    }

    /** An actor would wait for itself. */
    public static Failure waitCycle(String queue) {
        return Failure.of(
                "queue", "wait_cycle", "The actor would wait for itself to complete a message of \"" + queue + "\".");
    }

    /** The message a sender waited for became a dead letter. */
    public static Failure messageGivenUp() {
        return Failure.of("queue", "message_given_up", "The message failed too often and was given up.");
    }

    /** The actor does not answer this kind of request. */
    public static Failure noHandler(String hook) {
        return Failure.of("actor", "no_handler", "The actor has no " + hook + "().");
    }

    /** The address is taken. */
    public static Failure duplicateKey(String existingId, String canonicalKey) {
        return new Failure(
                new ErrorBody(
                        "actor",
                        "duplicate_key",
                        "An actor with this key exists.",
                        Map.of("existing_actor_id", existingId, "key", canonicalKey),
                        null),
                null);
    }

    /** A call would wait for an actor that waits for the caller. */
    public static Failure callCycle(Iterable<ActorAddress> path) {
        StringBuilder text = new StringBuilder();
        path.forEach(address -> text.append(text.isEmpty() ? "" : " → ").append(address));
        return Failure.of("actor", "call_cycle", "The call would wait for itself: " + text);
    }
}
