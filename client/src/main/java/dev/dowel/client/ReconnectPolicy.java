package dev.dowel.client;

import dev.dowel.ActorError;
import java.util.Map;
import java.util.Set;

/**
 * What follows when an attempt to connect fails or a connection is lost (protocol 4.4).
 *
 * <p>Immutable. Unlike the published clients a Java connection also outlives a port that refuses: a server that restarts
 * does not end it. What ends it is a decision: of its owner, or of the actor.
 *
 * @param recreates whether connecting creates the actor if there is none
 */
record ReconnectPolicy(boolean recreates) {

    /** What to do. */
    enum Verdict {
        /** Try again; it is the actor's normal course, not worth an error. */
        RETRY_QUIETLY,
        /** Try again, and tell the error. */
        RETRY,
        /** Try no more. */
        END
    }

    /** What the network, or a source of fresh tokens, may do better the next time. */
    private static final Set<String> PASSING =
            Set.of("connection_failed", "connection_lost", "response_too_large", "get_params_failed");

    /** After a failed attempt. */
    Verdict afterFailedAttempt(ActorError error) {
        if (error.group().equals("client")) {
            return passes(error) ? Verdict.RETRY : Verdict.END;
        }
        if (LifecycleErrors.isGone(error)) {
            return recreates ? Verdict.RETRY_QUIETLY : Verdict.END;
        }
        if (LifecycleErrors.isPassing(error) && error.group().equals("actor")) {
            return Verdict.RETRY_QUIETLY;
        }
        return LifecycleErrors.isPassingForConnection(error) ? Verdict.RETRY : Verdict.END;
    }

    /** After an open connection was closed with an error: only a refusal by the actor ends it. */
    Verdict afterClose(ActorError error) {
        return error.group().equals("user") || error.group().equals("auth") ? Verdict.END : Verdict.RETRY;
    }

    private static boolean passes(ActorError error) {
        if (error.code().equals("upgrade_refused")) {
            return !(error.metadata() instanceof Map<?, ?> metadata && metadata.get("status") instanceof Long status)
                    || status < 400
                    || status == 408
                    || status == 429
                    || status >= 500;
        }
        return PASSING.contains(error.code());
    }
}
