package dev.dowel.attacks.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The errors that {@code docs/errors.md} promises, and how often each was seen. Thread safe. */
final class ErrorTable {

    private static final Pattern NAME = Pattern.compile("`([a-z]*)\\.([a-z0-9_*]+)`");

    private final Set<String> documented = new TreeSet<>();
    private final ConcurrentSkipListMap<String, LongAdder> seen = new ConcurrentSkipListMap<>();

    /** Reads the page of the project that this program was started in. */
    static ErrorTable ofProject() {
        Path page = Path.of("docs", "errors.md");
        try {
            return new ErrorTable(
                    Files.readString(Files.exists(page) ? page : Path.of("..").resolve(page)));
        } catch (IOException e) {
            throw new UncheckedIOException("Start this in the project's directory", e);
        }
    }

    ErrorTable(String page) {
        String group = "";
        for (Matcher name = NAME.matcher(page); name.find(); ) {
            group = name.group(1).isEmpty() ? group : name.group(1);
            documented.add(group + "." + name.group(2));
        }
    }

    /** Notes an error. */
    void check(String group, String code) {
        String name = group + "." + code;
        if (!documented.contains(name) && !group.equals("user")) {
            throw new AssertionError("An error that is not documented: " + name);
        }
        seen.computeIfAbsent(name, n -> new LongAdder()).increment();
    }

    /** The same for the reason of a close, which may end with the trace id. */
    void checkReason(String reason) {
        String name = reason.split("#", 2)[0];
        int dot = name.indexOf('.');
        if (dot < 0) {
            throw new AssertionError("A reason that is no error: " + reason);
        }
        check(name.substring(0, dot), name.substring(dot + 1));
    }

    @Override
    public String toString() {
        return seen.toString();
    }
}
