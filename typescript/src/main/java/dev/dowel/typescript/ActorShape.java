package dev.dowel.typescript;

import java.util.List;

/**
 * What clients can do with one type of actor.
 *
 * <p>Immutable.
 *
 * @param name what clients address
 * @param connectionParams what they connect with, {@link WireType.Plain#NOTHING} if that is not declared
 * @param actions those that clients may call, by name
 * @param events by name
 * @param queues by name
 */
record ActorShape(
        String name,
        WireType connectionParams,
        List<ActionShape> actions,
        List<EventShape> events,
        List<QueueShape> queues) {

    /** An action. */
    record ActionShape(String name, List<ParameterShape> parameters, WireType result, List<String> errorCodes) {}

    /** A parameter of an action. */
    record ParameterShape(String name, WireType type) {}

    /** An event. */
    record EventShape(String name, WireType payload) {}

    /** A queue; the reply is {@link WireType.Plain#NOTHING} if messages need no completion. */
    record QueueShape(String name, WireType message, WireType reply) {}
}
