package dev.dowel.conformance.behaviour;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the published client is tested for and the Java client is not, with the reason, and what it is tested for instead. Both
 * lists are compared with what was run. Static; any thread.
 */
public final class LeftOut {

    private static final String NO_CLIENT = "no client is involved";
    private static final String AT_ONCE =
            "the Java client does not wait for an actor that does not exist: it says so at once";

    private LeftOut() {}

    /** Names of cases of the published client, each with why the Java client has none. */
    public static Map<String, String> ofPublished() {
        Map<String, String> reasons = new LinkedHashMap<>();
        reasons.put("reload has nothing to reload", "there is nothing to reload, so the Java client does not offer it");
        reasons.put("get waits for an actor that is created a moment later", AT_ONCE);
        reasons.put(
                "a connection to a missing id fails, one to a missing key waits until the actor is created", AT_ONCE);
        reasons.put("a string is a key of one part", "keys have a type in Java, and a string is one of its parts");
        reasons.put(
                "a message above it closes the connection with the reason, and the client comes back",
                "the Java client knows the bound and does not send the message");
        bothWays("an array buffer arrives as bytes", "Java has one kind of bytes")
                .forEach(reasons::put);
        bothWays("undefined", "Java has null only").forEach(reasons::put);
        for (String name : List.of(
                "a message by JSON, without a client",
                "refusals by JSON, with their status",
                "an action by JSON",
                "an action by id, without arguments, and with query parameters of its own",
                "parameters by header",
                "errors by JSON, with their status",
                "malformed CBOR and BARE, and another protocol version",
                "query parameters that are wrong or doubled",
                "a wrong method and unknown paths",
                "metadata and health",
                "the management API: create, find, list, destroy",
                "a browser's preflight is answered for every path",
                "answers to other origins say so, errors too",
                "a WebSocket without a client: subprotocol, Init, action, event",
                "malformed messages and another protocol version close a WebSocket with the reason",
                "a WebSocket that offers no subprotocol is given none")) {
            reasons.put(name, NO_CLIENT);
        }
        return reasons;
    }

    /** Names of cases that only the Java client has. */
    public static List<String> ofJava() {
        return List.of(
                "a connection to a missing actor fails at once",
                "a message above it is refused before it is sent, and costs the connection nothing",
                "a message above it that is sent nevertheless costs the connection, which comes back",
                "two clients with the same parameters are two connections");
    }

    private static Map<String, String> bothWays(String name, String reason) {
        return Map.of(name + " over HTTP", reason, name + " over a connection", reason);
    }
}
