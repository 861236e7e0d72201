package dev.dowel.client;

import dev.dowel.ActorError;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a server closed a socket: a code, and a text that may name an error as {@code group.code[#rayId]} (protocol 4.4).
 *
 * <p>Immutable.
 */
record CloseReason(int code, String text) {

    private static final Pattern ERROR =
            Pattern.compile("(?<group>[A-Za-z0-9_-]+)\\.(?<code>[A-Za-z0-9_.-]+)(?:#(?<ray>.+))?");

    /** The error the text names. */
    Optional<ActorError> error() {
        Matcher matcher = ERROR.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(ClientErrors.reported(
                matcher.group("group"),
                matcher.group("code"),
                "The server closed the connection: " + matcher.group("group") + "." + matcher.group("code") + ".",
                null,
                matcher.group("ray")));
    }

    /** For people. */
    String described() {
        return "The connection was closed (" + code + (text.isEmpty() ? "" : " " + text) + ")";
    }
}
