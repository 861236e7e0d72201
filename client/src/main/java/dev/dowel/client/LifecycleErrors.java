package dev.dowel.client;

import dev.dowel.ActorError;
import java.util.Set;

/**
 * The errors that say where an actor is in its life, and what a client does about each (protocol 4.4, 7.2). All of them
 * mean that nothing has run.
 *
 * <p>Static; any thread.
 */
final class LifecycleErrors {

    /** The actor, or the server in front of it, is between two states. The same request will succeed soon. */
    private static final Set<String> PASSING = Set.of(
            "actor.starting",
            "actor.stopping",
            "actor.stopped",
            "actor.restarting",
            "ws.going_away",
            "guard.service_unavailable",
            "guard.actor_ready_timeout",
            "guard.actor_wake_retries_exceeded",
            "guard.actor_stopped_while_waiting");

    /** The actor is going or gone. A request that creates it anew will succeed, no other. */
    private static final Set<String> GONE = Set.of("actor.not_found", "actor.destroying");

    /**
     * What else passes for a connection, which may be attempted as often as one likes because it runs no action: overload, and
     * what servers other than Dowel report when they lose the way between their parts.
     */
    private static final Set<String> PASSING_FOR_CONNECTIONS = Set.of(
            "actor.overloaded",
            "actor.not_configured",
            "actor.dropped_reply",
            "store.unavailable",
            "guard.rate_limit",
            "guard.websocket_open_timeout",
            "guard.actor_runner_failed",
            "guard.tunnel_request_aborted",
            "guard.tunnel_message_timeout",
            "guard.tunnel_response_closed",
            "guard.gateway_response_start_timeout");

    private LifecycleErrors() {}

    /** Whether the error ends by itself, whatever the request was. */
    static boolean isPassing(ActorError error) {
        return PASSING.contains(name(error));
    }

    /** Whether the error ends by itself for an attempt to connect. */
    static boolean isPassingForConnection(ActorError error) {
        return isPassing(error) || PASSING_FOR_CONNECTIONS.contains(name(error));
    }

    /** Whether the error says that the actor is not there any more. */
    static boolean isGone(ActorError error) {
        return GONE.contains(name(error))
                || (error.group().equals("actor") && error.code().startsWith("destroyed_"));
    }

    private static String name(ActorError error) {
        return error.group() + "." + error.code();
    }
}
