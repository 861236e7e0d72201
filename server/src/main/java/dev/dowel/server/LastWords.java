package dev.dowel.server;

import org.slf4j.Logger;

/**
 * Logs failures after which something has to be done, whether they can be logged or not: there may be no memory left to do
 * so, or a message that throws. Static; any thread.
 */
final class LastWords {

    private LastWords() {}

    static void say(Logger log, String what, Throwable cause) {
        try {
            log.error(what, cause);
        } catch (RuntimeException | Error e) {
            // Nobody can be told why.
        }
    }
}
