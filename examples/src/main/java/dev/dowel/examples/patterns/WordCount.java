package dev.dowel.examples.patterns;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * Fan-out and fan-in: splits a text over workers, which count at the same time, and merges what they found. Confined to the
 * actor's turn.
 */
@ActorType("wordCount")
public final class WordCount extends Actor<Void> {

    private static final int WORKERS = 4;

    /** How often each word occurs. */
    @Action
    public Map<String, Integer> count(List<String> lines) {
        List<CompletableFuture<Map<String, Integer>>> parts = IntStream.range(0, WORKERS)
                .mapToObj(worker -> actor(WordCounter.class, key().get(0), Integer.toString(worker))
                        .callAsync(WordCounter::count, partOf(lines, worker)))
                .toList();
        Map<String, Integer> all = new TreeMap<>();
        parts.forEach(part -> part.join().forEach((word, count) -> all.merge(word, count, Integer::sum)));
        return all;
    }

    private static List<String> partOf(List<String> lines, int worker) {
        return IntStream.range(0, lines.size())
                .filter(i -> i % WORKERS == worker)
                .mapToObj(lines::get)
                .toList();
    }
}
