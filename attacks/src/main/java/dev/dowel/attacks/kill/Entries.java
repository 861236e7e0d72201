package dev.dowel.attacks.kill;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dowel.KeyRange;
import dev.dowel.KeyValueStore;
import java.util.List;

/** What an actor wrote down: how often it wrote each entry, and the number of the last time. Confined to the actor's turn. */
final class Entries {

    private static final String PREFIX = "entry:";

    private Entries() {}

    static void write(KeyValueStore values, String id, long number) {
        long times = values.getText(PREFIX + id)
                .map(entry -> Long.parseLong(entry.substring(0, entry.indexOf(':'))))
                .orElse(0L);
        values.putText(PREFIX + id, (times + 1) + ":" + number);
    }

    /** So many entries behind one: {@code <id>=<times>:<number>}. */
    static List<String> list(KeyValueStore values, String after, int limit) {
        KeyRange range = KeyRange.prefix(PREFIX).limit(limit);
        KeyRange rest = after.isEmpty() ? range : range.after((PREFIX + after).getBytes(UTF_8));
        return values.list(rest).stream()
                .map(entry -> entry.keyText().substring(PREFIX.length()) + "=" + entry.valueText())
                .toList();
    }
}
