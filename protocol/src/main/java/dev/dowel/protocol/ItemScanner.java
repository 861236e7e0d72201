package dev.dowel.protocol;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What reading an envelope needs of JSON and CBOR alike: objects with named members, and values that stay bytes.
 *
 * <p>Not thread safe.
 */
sealed interface ItemScanner permits JsonCursor, CborCursor {

    /** A scanner at the beginning of a value. */
    static ItemScanner of(RawValue value) {
        return value.dialect().isJson() ? new JsonScanner(value) : new CborScanner(value);
    }

    /** Consumes an object. The action is called after each name and must consume exactly the one value. */
    void eachMember(Consumer<String> member);

    /** Whether an array comes next. */
    boolean atArray();

    /**
     * Consumes the start of an array; says whether an element follows. The element is then to be consumed by {@link
     * #value} or another method that consumes one value.
     */
    boolean firstElement();

    /** Consumes what separates an element from the next; says whether another follows. */
    boolean nextElement();

    /**
     * If the array that begins here has two elements of which the first is a string beginning with $, that string;
     * otherwise null. Consumes nothing.
     */
    @Nullable
    String pairTag();

    /** Consumes a string. */
    String string();

    /** Consumes a boolean. */
    boolean bool();

    /** Consumes a non-negative integer in any of the forms clients use for ids (protocol 4.2). */
    long id();

    /** Consumes null, if that is what comes; says whether it was. */
    boolean tryNull();

    /** Consumes a value of any kind, checks that it is well-formed and leaves it as bytes. */
    RawValue value();

    /** The dialect of the values. */
    Dialect dialect();

    /** The index at which the next value begins. */
    int position();

    /** Continues at an index that {@link #position} has returned. */
    void moveTo(int position);

    /** Requires that nothing is left. */
    void end();

    /** An error that says what is wrong here. */
    WireException malformed(String complaint);
}
