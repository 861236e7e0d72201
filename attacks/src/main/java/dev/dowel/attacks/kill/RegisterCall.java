package dev.dowel.attacks.kill;

/**
 * One call of a register, as its caller saw it. Immutable.
 *
 * @param kind what was asked
 * @param expected what a compare-and-set expected
 * @param written what was to be written
 * @param invoked when it was sent; nanoseconds
 * @param returned when its answer came; {@link #NEVER} if none did, so that it may have happened at any time since, or not at all
 * @param answer what a read returned; 1 or 0 of a compare-and-set
 */
record RegisterCall(Kind kind, long expected, long written, long invoked, long returned, long answer) {

    enum Kind {
        READ,
        WRITE,
        COMPARE_AND_SET
    }

    static final long NEVER = Long.MAX_VALUE;

    static RegisterCall read(long invoked, long returned, long answer) {
        return new RegisterCall(Kind.READ, 0, 0, invoked, returned, answer);
    }

    static RegisterCall write(long written, long invoked, long returned) {
        return new RegisterCall(Kind.WRITE, 0, written, invoked, returned, 0);
    }

    static RegisterCall compareAndSet(long expected, long written, long invoked, long returned, boolean done) {
        return new RegisterCall(Kind.COMPARE_AND_SET, expected, written, invoked, returned, done ? 1 : 0);
    }

    boolean isAnswered() {
        return returned != NEVER;
    }

    /** Whether the answer fits, if the register has a value when this takes effect. */
    boolean fits(long value) {
        return !isAnswered()
                || switch (kind) {
                    case READ -> answer == value;
                    case WRITE -> true;
                    case COMPARE_AND_SET -> (answer == 1) == (value == expected);
                };
    }

    /** What the register's value is after it. */
    long after(long value) {
        return switch (kind) {
            case READ -> value;
            case WRITE -> written;
            case COMPARE_AND_SET -> value == expected ? written : value;
        };
    }
}
