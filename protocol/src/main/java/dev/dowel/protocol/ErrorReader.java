package dev.dowel.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Reads an error whose layout is an object (protocol 3.3, 4.2), as the Java client does.
 *
 * <p>Not thread safe; one error each.
 */
final class ErrorReader {

    private final ItemScanner scanner;

    private @Nullable String group;
    private @Nullable String code;
    private @Nullable String message;
    private @Nullable Object metadata;
    private @Nullable ActorSpecifier actor;
    private @Nullable Long actionId;

    private @Nullable String actorId;
    private @Nullable Long generation;
    private @Nullable String key;

    ErrorReader(ItemScanner scanner) {
        this.scanner = scanner;
    }

    /** The val of an Error message. */
    ServerMessage failure() {
        ErrorBody error = body();
        return new ServerMessage.Failure(error, actionId);
    }

    /** An error alone. */
    ErrorBody body() {
        scanner.eachMember(this::readMember);
        if (group == null || code == null || message == null) {
            throw WireException.invalidRequest("The error lacks its group, code or message.");
        }
        return new ErrorBody(group, code, message, metadata, actor);
    }

    private void readMember(String member) {
        switch (member) {
            case "group" -> group = scanner.string();
            case "code" -> code = scanner.string();
            case "message" -> message = scanner.string();
            case "metadata" -> metadata = Values.decode(scanner.value(), Object.class);
            case "actionId" -> actionId = scanner.tryNull() ? null : Long.valueOf(scanner.id());
            case "actor" -> actor = scanner.tryNull() ? null : readActor();
            default -> scanner.value();
        }
    }

    private ActorSpecifier readActor() {
        scanner.eachMember(member -> {
            switch (member) {
                case "actorId" -> actorId = scanner.string();
                case "generation" -> generation = scanner.id();
                case "key" -> key = scanner.tryNull() ? null : scanner.string();
                default -> scanner.value();
            }
        });
        if (actorId == null || generation == null) {
            throw WireException.invalidRequest("The error names an actor without id or generation.");
        }
        return new ActorSpecifier(actorId, generation, key);
    }
}
