package dev.dowel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;

/** The body of a streamed {@link HttpResponse}. For one thread. Writing blocks while the reader is slow. */
public interface ResponseStream {

    /**
     * Writes bytes and lets them leave.
     *
     * @throws IOException if the reader has left
     * @throws InterruptedException if the actor stops
     */
    void write(byte[] bytes) throws IOException, InterruptedException;

    /** Writes a text as UTF-8. */
    default void write(String text) throws IOException, InterruptedException {
        write(text.getBytes(UTF_8));
    }

    /**
     * Writes one server-sent event.
     *
     * @param event its name, or an empty string for a plain message
     * @param data its data; may have several lines
     */
    default void sendEvent(String event, String data) throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder();
        if (!event.isEmpty()) {
            text.append("event: ").append(event.replaceAll("[\\r\\n]", " ")).append('\n');
        }
        data.lines().forEach(line -> text.append("data: ").append(line).append('\n'));
        write((data.isEmpty() ? text.append("data: \n") : text).append('\n').toString());
    }
}
