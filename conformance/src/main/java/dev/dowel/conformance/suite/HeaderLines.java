package dev.dowel.conformance.suite;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Headers in the words of the fetch standard. Usable from any thread. */
final class HeaderLines {

    private HeaderLines() {}

    /** One value for each name: several are one line. */
    static Map<String, String> of(Map<String, List<String>> headers) {
        Map<String, String> lines = new HashMap<>();
        headers.forEach((name, values) -> lines.put(name, String.join(", ", values)));
        return lines;
    }
}
