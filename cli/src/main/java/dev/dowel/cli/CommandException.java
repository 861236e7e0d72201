package dev.dowel.cli;

/** Why a command could not be carried out, in words for whoever typed it. Immutable. */
final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommandException(String message) {
        super(message);
    }

    CommandException(String message, Throwable cause) {
        super(message, cause);
    }
}
