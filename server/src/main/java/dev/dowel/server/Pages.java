package dev.dowel.server;

import dev.dowel.ActorDefinition;
import dev.dowel.protocol.Json;
import dev.dowel.runtime.store.StoreCondition;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The texts of a server; all but its health are prepared once. Immutable. */
final class Pages {

    /** The engine whose protocol this server speaks; clients log it (protocol 1.4). */
    private static final String ENGINE_VERSION = "2.3.19";

    private static final String OK = "ok";
    private static final String FAILING = "failing";

    static final byte[] JSON = ReplyBuffer.ascii("content-type: application/json\r\n");
    static final byte[] TEXT = ReplyBuffer.ascii("content-type: text/plain; charset=utf-8\r\n");

    private final byte[] metadata;
    private final Supplier<StoreCondition> store;
    private final byte[] actorMetadata;

    /**
     * Prepares the texts.
     *
     * @param store how the store does; asked from event loops
     */
    Pages(Collection<? extends ActorDefinition<?>> definitions, int version, Supplier<StoreCondition> store) {
        this.store = store;
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
        actorMetadata = Json.write(object("runtime", "rivetkit", "type", "local", "version", ENGINE_VERSION));
    }

    private static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return members;
    }

    /** 503 if the server can store nothing: whoever distributes load had better ask another one. */
    int status(PageContent page) {
        return page == PageContent.HEALTH && store.get() instanceof StoreCondition.Failing ? 503 : 200;
    }

    private byte[] health() {
        Map<String, Object> condition = switch (store.get()) {
            case StoreCondition.Good good -> object("status", OK);
            case StoreCondition.Slow slow ->
                object("status", "slow", "commitMs", slow.commit().toMillis());
            case StoreCondition.Failing failing ->
                object(
                        "status",
                        FAILING,
                        "reason",
                        failing.reason().code(),
                        "since",
                        failing.since().toEpochMilli());
        };
        String status = FAILING.equals(condition.get("status")) ? FAILING : OK;
        return Json.write(object("runtime", "engine", "status", status, "version", ENGINE_VERSION, "store", condition));
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
            case HEALTH -> health();
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
