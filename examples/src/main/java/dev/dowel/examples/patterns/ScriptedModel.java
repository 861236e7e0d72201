package dev.dowel.examples.patterns;

import java.util.List;
import java.util.StringTokenizer;
import java.util.function.Consumer;

/** A model that repeats what it was told, so that the example runs anywhere. Thread safe. */
public final class ScriptedModel implements LanguageModel {

    @Override
    public void answer(List<Message> conversation, Consumer<String> heard) {
        StringTokenizer words = new StringTokenizer(
                "You said: " + conversation.getLast().text() + " (message " + conversation.size() + ")", " ", true);
        while (words.hasMoreTokens()) {
            heard.accept(words.nextToken());
        }
    }
}
