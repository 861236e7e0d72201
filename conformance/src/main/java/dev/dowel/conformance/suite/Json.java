package dev.dowel.conformance.suite;

import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The JSON texts that tests and actors exchange over raw WebSockets. Usable from any thread. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /** An object as text. */
    static String text(Map<String, ?> object) {
        return MAPPER.writeValueAsString(object);
    }

    /** The type a message says it is of; empty if it does not say, or is no object. */
    static String typeOf(String text) {
        return field(text, "type");
    }

    /** A text in an object; empty if there is none. */
    static String field(String text, String name) {
        try {
            return MAPPER.readTree(text).path(name).asString("");
        } catch (JacksonException e) {
            return "";
        }
    }
}
