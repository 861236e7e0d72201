package dev.dowel.protocol;

import java.util.function.Consumer;

/**
 * What reading an envelope needs of JSON and CBOR alike: objects with named members, and values that stay bytes.
 *
 * <p>Not thread safe.
 */
sealed interface ItemScanner permits JsonScanner, CborScanner {

    /** Consumes an object. The action is called after each name and must consume exactly the one value. */
    void eachMember(Consumer<String> member);

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
