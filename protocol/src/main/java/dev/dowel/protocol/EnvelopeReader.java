package dev.dowel.protocol;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages whose envelope is an object: those in json and cbor encoding. Members may come in any order, unknown
 * ones are skipped, of equal ones the last counts.
 *
 * <p>Not thread safe; one message each.
 */
final class EnvelopeReader {

    private static final byte[] NO_JSON_ARGS = "[]".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NO_CBOR_ARGS = {(byte) 0x80};

    private final ItemScanner scanner;

    private @Nullable String tag;
    private int val = -1;

    private @Nullable Long id;
    private @Nullable String name;
    private @Nullable RawValue payload;
    private @Nullable Boolean flag;

    private EnvelopeReader(ItemScanner scanner) {
        this.scanner = scanner;
    }

    /** No arguments, in a dialect. */
    static RawValue noArguments(Dialect dialect) {
        return RawValue.of(dialect.isJson() ? NO_JSON_ARGS : NO_CBOR_ARGS, dialect);
    }

    /** {@code {body:{tag,val}}} from a client, protocol 4.2. */
    static ClientMessage clientMessage(ItemScanner scanner) {
        var reader = new EnvelopeReader(scanner);
        return switch (reader.openBody()) {
            case "ActionRequest" -> reader.actionRequest();
            case "SubscriptionRequest" -> reader.subscriptionRequest();
            default -> throw WireException.invalidRequest("The message has an unknown tag.");
        };
    }

    /** {@code {body:{tag,val}}} from a server, protocol 4.2. */
    static ServerMessage serverMessage(ItemScanner scanner) {
        var reader = new EnvelopeReader(scanner);
        return switch (reader.openBody()) {
            case "Init" -> reader.init();
            case "Error" -> new ErrorReader(scanner).failure();
            case "ActionResponse" -> reader.actionResponse();
            case "Event" -> reader.event();
            default -> throw WireException.invalidRequest("The message has an unknown tag.");
        };
    }

    /** The one member of an HTTP body, as bytes; null if it is missing. */
    static @Nullable RawValue onlyMember(ItemScanner scanner, String member) {
        var reader = new EnvelopeReader(scanner);
        scanner.eachMember(found -> reader.readPayload(found.equals(member)));
        scanner.end();
        return reader.payload;
    }

    /** Finds the tag and the place of the val, checks the whole message, and goes back to the val. */
    private String openBody() {
        scanner.eachMember(member -> {
            if (member.equals("body")) {
                scanner.eachMember(this::readBodyMember);
            } else {
                scanner.value();
            }
        });
        scanner.end();
        if (tag == null || val < 0) {
            throw WireException.invalidRequest("The message has no body with tag and val.");
        }
        scanner.moveTo(val);
        return tag;
    }

    private void readBodyMember(String member) {
        if (member.equals("tag")) {
            tag = scanner.string();
        } else {
            int position = scanner.position();
            scanner.value();
            if (member.equals("val")) {
                val = position;
            }
        }
    }

    private ClientMessage actionRequest() {
        scanner.eachMember(member -> {
            switch (member) {
                case "id" -> id = scanner.id();
                case "name" -> name = scanner.string();
                default -> readPayload(member.equals("args"));
            }
        });
        return new ClientMessage.ActionRequest(
                require(id, "id"),
                checkName(require(name, "name")),
                payload != null ? payload : noArguments(scanner.dialect()));
    }

    private ClientMessage subscriptionRequest() {
        scanner.eachMember(member -> {
            switch (member) {
                case "eventName" -> name = scanner.string();
                case "subscribe" -> flag = scanner.bool();
                default -> scanner.value();
            }
        });
        return new ClientMessage.SubscriptionRequest(checkName(require(name, "eventName")), require(flag, "subscribe"));
    }

    private ServerMessage init() {
        var connection = new Object() {
            @Nullable
            String id;
        };
        scanner.eachMember(member -> {
            switch (member) {
                case "actorId" -> name = scanner.string();
                case "connectionId" -> connection.id = scanner.string();
                default -> scanner.value();
            }
        });
        return new ServerMessage.Init(require(name, "actorId"), require(connection.id, "connectionId"));
    }

    private ServerMessage actionResponse() {
        scanner.eachMember(member -> {
            switch (member) {
                case "id" -> id = scanner.id();
                default -> readPayload(member.equals("output"));
            }
        });
        return new ServerMessage.ActionResponse(require(id, "id"), require(payload, "output"));
    }

    private ServerMessage event() {
        scanner.eachMember(member -> {
            switch (member) {
                case "name" -> name = scanner.string();
                default -> readPayload(member.equals("args"));
            }
        });
        return new ServerMessage.Event(require(name, "name"), require(payload, "args"));
    }

    private void readPayload(boolean wanted) {
        RawValue value = scanner.value();
        if (wanted) {
            payload = value;
        }
    }

    /** The name, if it is not longer than {@link Limits#ACTION_NAME_CHARS}. */
    static String checkName(String name) {
        if (name.length() > Limits.ACTION_NAME_CHARS) {
            throw WireException.invalidRequest("A name is longer than " + Limits.ACTION_NAME_CHARS + " characters.");
        }
        return name;
    }

    private static <T> T require(@Nullable T value, String member) {
        if (value == null) {
            throw WireException.invalidRequest("The message lacks the member \"" + member + "\".");
        }
        return value;
    }
}
