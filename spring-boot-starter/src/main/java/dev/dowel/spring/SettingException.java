package dev.dowel.spring;

/** A property has a value that cannot be used. The message names the property, not the value, which may be a secret. Immutable. */
final class SettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SettingException(String property, Throwable cause) {
        super(property + ": " + cause.getMessage(), cause);
    }
}
