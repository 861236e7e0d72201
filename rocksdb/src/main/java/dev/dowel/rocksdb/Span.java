package dev.dowel.rocksdb;

import java.util.Arrays;

/**
 * Keys that lie next to each other. Immutable, as long as nobody changes the arrays.
 *
 * @param from the first key that is in it
 * @param to the first key that is no longer in it
 */
record Span(byte[] from, byte[] to) {

    boolean isEmpty() {
        return Arrays.compareUnsigned(from, to) >= 0;
    }
}
