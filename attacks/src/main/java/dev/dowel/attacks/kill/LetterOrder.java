package dev.dowel.attacks.kill;

import dev.dowel.attacks.kill.EntryHistory.Stored;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whether the letters of each sender were handled in the order in which they were sent. Stateless. */
final class LetterOrder {

    private LetterOrder() {}

    /** Ids are {@code <sender>-<place>}. */
    static void check(String inbox, List<Stored> stored, Findings findings) {
        Map<String, TreeMap<Long, Long>> senders = new HashMap<>();
        for (Stored letter : stored) {
            int dash = letter.id().lastIndexOf('-');
            senders.computeIfAbsent(letter.id().substring(0, dash), sender -> new TreeMap<>())
                    .put(Long.parseLong(letter.id().substring(dash + 1)), letter.number());
        }
        senders.forEach((sender, numbers) -> {
            long last = 0;
            for (Map.Entry<Long, Long> letter : numbers.entrySet()) {
                if (letter.getValue() < last) {
                    findings.add(inbox, sender + "-" + letter.getKey() + " was handled before an earlier one");
                }
                last = letter.getValue();
            }
        });
    }
}
