package dev.dowel.attacks.hostile;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what no client is to see (G9): names of classes, messages of exceptions, frames of stacks, paths, SQL. Static. */
final class Insides {

    private static final Pattern INSIDE = Pattern.compile(
            "[a-z](Exception|Error:|Throwable)|dev[./]dowel|javax?\\.[a-z]|jdk\\.|sun\\.|io[./]netty|tools\\.jackson"
                    + "|\\.java:|\\.class\\b|\\tat |Caused by|null pointer|Cannot invoke|out of bounds|Lambda|rocksdb|Rocks"
                    + "|\\.sst|/tmp/|/var/|/root|/home/|/usr/|SELECT |secret|ByteBuf|Thread\\[|VirtualThread|@[0-9a-f]{6,8}\\b",
            Pattern.CASE_INSENSITIVE);

    private Insides() {}

    /** Fails for bytes that tell of the inside. */
    static void check(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Matcher inside = INSIDE.matcher(text);
        if (inside.find()) {
            throw new AssertionError("The inside shows (" + inside.group() + "): " + text);
        }
    }
}
