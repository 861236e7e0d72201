package dev.dowel.runtime.simulation;

import java.util.Set;

/** Which errors callers of ledgers may see. Stateless. */
final class Errors {

    private static final Set<String> TRANSIENT = Set.of("store.unavailable", "guard.service_unavailable");

    /** Calls that wait, so that their actor may stop meanwhile. */
    private static final Set<String> WAITING =
            Set.of("addAround", "addForTooLong", "copyFrom", "take", "sendTo[", "ask");

    private Errors() {}

    /** Whether the caller may try again and be served. */
    static boolean isTransient(String code) {
        return TRANSIENT.contains(code);
    }

    /**
     * Whether a call may end like that in a life like this.
     *
     * @param old whether an older version runs than before
     * @param stopped whether somebody asked an actor it may have been for to sleep or to end, or the store failed
     */
    static boolean isExpected(Call call, boolean faults, boolean draining, boolean old, boolean stopped) {
        return switch (call.errorCode()) {
            case "none", "actor.action_timed_out" -> true;
            case "store.unavailable" -> faults || call.what.startsWith("destroy"); // two at once claim the actor twice
            case "guard.service_unavailable" -> draining;
            case "actor.state_version_unsupported" -> old;
            case "user.refused" -> call.what.contains("ail[");
            case "rivetkit.internal_error" ->
                call.what.startsWith("addThenFail")
                        || call.what.startsWith("copyFrom")
                        || call.what.startsWith("take")
                        || call.what.startsWith("sendTo")
                        || call.what.startsWith("ask");
            case "queue.completion_waiter_dropped" ->
                stopped && (call.what.contains("and wait") || call.what.startsWith("ask"));
            case "queue.message_given_up" -> call.what.contains("and wait") || call.what.startsWith("ask");
            case "queue.full" -> call.isForWorker();
            case "auth.forbidden" -> call.what.startsWith("send private");
            case "queue.message_invalid" -> call.what.startsWith("send nonsense");
            case "queue.wait_cycle", "queue.lease_lost" -> true;
            case "actor.aborted" ->
                stopped && (WAITING.stream().anyMatch(call.what::startsWith) || call.what.contains("over socket"));
            case "actor.not_found" -> call.target != null;
            case "actor.call_cycle" -> call.what.startsWith("copyFrom") || call.isForWorker();
            default -> false;
        };
    }
}
