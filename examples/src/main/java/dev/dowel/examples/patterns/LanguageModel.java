package dev.dowel.examples.patterns;

import java.util.List;
import java.util.function.Consumer;

/** Something that answers, word by word. Thread safe. A real one calls a service; {@link ScriptedModel} needs no key. */
public interface LanguageModel {

    /** One thing said in a conversation. */
    record Message(String from, String text) {}

    /**
     * Answers the last message. Blocks until the answer is complete.
     *
     * @param heard takes each piece of the answer as soon as it is there
     */
    void answer(List<Message> conversation, Consumer<String> heard) throws InterruptedException;
}
