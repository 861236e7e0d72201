package dev.dowel.protocol;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads sends and their answers whose layout is an object (protocol 6): those in json and cbor encoding. Members may come
 * in any order, unknown ones are skipped, of equal ones the last counts, and what is optional may be null or undefined.
 *
 * <p>Not thread safe; one body each.
 */
final class QueueReader {

    private final ItemScanner scanner;

    private @Nullable RawValue value;
    private boolean isWaiting;
    private @Nullable Duration timeout;
    private @Nullable String status;

    QueueReader(ItemScanner scanner) {
        this.scanner = scanner;
    }

    QueueRequest request() {
        scanner.eachMember(member -> {
            switch (member) {
                case "body" -> value = scanner.value();
                case "wait" -> isWaiting = !scanner.tryNull() && scanner.bool();
                case "timeout" ->
                    timeout = scanner.tryNull()
                            ? null
                            : QueueBodies.timeout(Values.decode(scanner.value(), Object.class));
                default -> scanner.value();
            }
        });
        scanner.end();
        Dialect dialect = scanner.dialect();
        RawValue body = value != null ? value : RawValue.of(Values.undefined(dialect), dialect);
        return new QueueRequest(body, isWaiting, Optional.ofNullable(timeout));
    }

    QueueResponse response() {
        scanner.eachMember(member -> {
            switch (member) {
                case "status" -> status = scanner.string();
                case "response" -> value = scanner.tryNull() ? null : scanner.value();
                default -> scanner.value();
            }
        });
        scanner.end();
        if (status == null) {
            throw WireException.invalidRequest("The response lacks the member \"status\".");
        }
        return QueueBodies.response(status, value);
    }
}
