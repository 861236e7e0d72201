package dev.dowel.runtime.failure;

import dev.dowel.protocol.ErrorBody;
import dev.dowel.runtime.ActorAddress;
import java.util.Map;

/** The failures the runtime itself reports. Stateless. */
public final class Failures {

    private Failures() {}

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

    /** The action ran longer than it may. */
    public static Failure actionTimedOut() {
        return Failure.of("actor", "action_timed_out", "The action timed out.");
    }

    /** A hook ran longer than it may. */
    public static Failure hookTimedOut() {
        return Failure.of("actor", "hook_timed_out", "The actor took too long to answer.");
    }

    /** Too many requests wait for the actor. */
    public static Failure overloaded() {
        return Failure.of("actor", "overloaded", "Too many requests wait for the actor.");
    }

    /** The turn ran but could not be stored; nothing of it happened. */
    public static Failure storeUnavailable() {
        return Failure.of("store", "unavailable", "The change could not be stored and was undone. Try again.");
    }

    /** The server is shutting down. */
    public static Failure goingAway() {
        return Failure.of("guard", "service_unavailable", "The server is shutting down.");
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
