package dev.dowel.server;

import dev.dowel.ActorDefinition;
import dev.dowel.protocol.Json;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The fixed texts of a server, prepared once. Immutable. */
final class Pages {

    /** The engine whose protocol this server speaks; clients log it (protocol 1.4). */
    private static final String ENGINE_VERSION = "2.3.19";

    static final byte[] JSON = ReplyBuffer.ascii("content-type: application/json\r\n");
    static final byte[] TEXT = ReplyBuffer.ascii("content-type: text/plain; charset=utf-8\r\n");

    private final byte[] metadata;
    private final byte[] health;
    private final byte[] actorMetadata;

    Pages(Collection<? extends ActorDefinition<?>> definitions, int version) {
        Map<String, Object> names = new TreeMap<>();
        for (ActorDefinition<?> definition : definitions) {
            names.put(definition.name(), Map.of("metadata", Map.of()));
        }
        metadata = Json.write(object(
                "runtime",
                "engine",
                "version",
                ENGINE_VERSION,
                "actorNames",
                names,
                "runner",
                Map.of("version", version)));
        health = Json.write(object("runtime", "engine", "status", "ok", "version", ENGINE_VERSION));
        actorMetadata = Json.write(object("runtime", "rivetkit", "type", "local", "version", ENGINE_VERSION));
    }

    private static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return members;
    }

    byte[] contentType(PageContent page) {
        return switch (page) {
            case METADATA, HEALTH, ACTOR_METADATA -> JSON;
            case BANNER, ACTOR_HEALTH, ACTOR_BANNER -> TEXT;
        };
    }

    byte[] body(PageContent page) {
        return switch (page) {
            case METADATA -> metadata;
            case HEALTH -> health;
            case ACTOR_METADATA -> actorMetadata;
            case ACTOR_HEALTH -> utf8("ok");
            case BANNER -> utf8("This is a Dowel server. Connect a client to this address.\n");
            case ACTOR_BANNER -> utf8("This is an actor on a Dowel server.\n");
        };
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
