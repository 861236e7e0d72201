package dev.dowel.server;

/** A failure that cannot be logged. */
final class Unspeakable extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
        throw new OutOfMemoryError("expected by the test");
    }
}
