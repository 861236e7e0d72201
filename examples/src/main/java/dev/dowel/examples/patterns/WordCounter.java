package dev.dowel.examples.patterns;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.TreeMap;

/** A worker of {@link WordCount}. Confined to the actor's turn. */
@ActorType("wordCounter")
public final class WordCounter extends Actor<Void> {

    /** How often each word occurs in some lines. */
    @Action(internal = true)
    public Map<String, Integer> count(List<String> lines) {
        Map<String, Integer> counts = new TreeMap<>();
        for (String line : lines) {
            StringTokenizer words = new StringTokenizer(line.toLowerCase(Locale.ROOT), " ,.;:!?\"'()");
            while (words.hasMoreTokens()) {
                counts.merge(words.nextToken(), 1, Integer::sum);
            }
        }
        return counts;
    }
}
