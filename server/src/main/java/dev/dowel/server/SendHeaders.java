package dev.dowel.server;

import dev.dowel.SendOptions;
import dev.dowel.protocol.WireException;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads how a message is sent to a queue from the headers in which Dowel's own clients say it; the published ones cannot
 * (protocol 6). Static; any thread.
 */
final class SendHeaders {

    private static final String KEY = "idempotency-key";
    private static final String DELAY = "x-dowel-delay-ms";
    private static final String TIME_TO_LIVE = "x-dowel-ttl-ms";

    /** Some 31 years: what is longer is a mistake, and this can be added to any date. */
    private static final int MOST_DIGITS = 12;

    private SendHeaders() {}

    /**
     * The options of a send.
     *
     * @throws WireException {@code queue.message_invalid}
     */
    static SendOptions read(HttpHeaders headers) {
        String key = headers.get(KEY);
        String delay = headers.get(DELAY);
        String timeToLive = headers.get(TIME_TO_LIVE);
        if (key == null && delay == null && timeToLive == null) {
            return SendOptions.NONE;
        }
        Duration held = delay == null ? Duration.ZERO : Duration.ofMillis(millis(DELAY, delay));
        return new SendOptions(held, timeToLive(timeToLive), Optional.ofNullable(key == null ? null : checked(key)));
    }

    private static Optional<Duration> timeToLive(@Nullable String value) {
        if (value == null) {
            return Optional.empty();
        }
        long millis = millis(TIME_TO_LIVE, value);
        if (millis == 0) {
            throw GatewayErrors.invalidMessage("The header " + TIME_TO_LIVE + " is at least 1.");
        }
        return Optional.of(Duration.ofMillis(millis));
    }

    private static long millis(String header, String value) {
        if (value.isEmpty() || value.length() > MOST_DIGITS || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw GatewayErrors.invalidMessage(
                    "The header " + header + " is a number of milliseconds of at most " + MOST_DIGITS + " digits.");
        }
        return Long.parseLong(value);
    }

    /** Other characters arrive as one text or another, depending on what sent them. */
    private static String checked(String key) {
        if (key.isEmpty()
                || key.length() > SendOptions.LONGEST_KEY
                || !key.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw GatewayErrors.invalidMessage(
                    "The header " + KEY + " has 1 to " + SendOptions.LONGEST_KEY + " characters, all of them ASCII.");
        }
        return key;
    }
}
