package dev.dowel.protocol;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DatabindException;

/**
 * A value that is not of the kind its place requires. What was expected and what was found are said in words that clients
 * may see; where it happened is collected by Jackson on the way up.
 *
 * <p>Not thread safe.
 */
final class MismatchException extends DatabindException {

    private static final long serialVersionUID = 1L;

    private final String complaint;

    private MismatchException(JsonParser parser, String complaint) {
        super(parser, complaint);
        this.complaint = complaint;
    }

    /** {@code expected} with its article, such as "a string"; {@code found} likewise. */
    static MismatchException of(JsonParser parser, String expected, String found) {
        return new MismatchException(parser, expected + " was expected, found " + found);
    }

    /** The token the parser is at is of the wrong kind. */
    static MismatchException of(JsonParser parser, String expected) {
        return of(parser, expected, kindOf(parser));
    }

    static MismatchException complaint(JsonParser parser, String complaint) {
        return new MismatchException(parser, complaint);
    }

    /** The whole complaint without the place. */
    String complaint() {
        return complaint;
    }

    private static String kindOf(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token == null) {
            return "nothing";
        }
        return switch (token) {
            case START_OBJECT, END_OBJECT, PROPERTY_NAME -> "an object";
            case START_ARRAY, END_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT -> "an integer";
            case VALUE_NUMBER_FLOAT -> "a number that is not an integer";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NULL -> "null";
            case VALUE_EMBEDDED_OBJECT -> parser.getEmbeddedObject() instanceof byte[] ? "a byte array" : "a date";
            case NOT_AVAILABLE -> "nothing";
        };
    }
}
