package dev.dowel.client;

import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.Limits;
import dev.dowel.protocol.UnserializableValueException;
import dev.dowel.protocol.Values;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The connection parameters a handle comes with, as the JSON text that headers and subprotocols carry (protocol 1.5).
 *
 * <p>Usable from any thread.
 */
sealed interface ConnectionParams {

    /**
     * The text for one call or one attempt to connect.
     *
     * @param threads where a supplier is asked, which may block
     * @return empty if there are none; fails with {@link dev.dowel.ActorError}
     */
    CompletableFuture<Optional<String>> text(Executor threads);

    /** The same parameters every time. */
    record Fixed(Optional<String> json) implements ConnectionParams {

        @Override
        public CompletableFuture<Optional<String>> text(Executor threads) {
            return CompletableFuture.completedFuture(json);
        }

        /** Without the parameters: they may be secrets. */
        @Override
        public String toString() {
            return json.isPresent() ? "fixed" : "none";
        }
    }

    /** Parameters that are asked for each time, because what they hold grows old. */
    record Supplied(Supplier<? extends @Nullable Object> supplier) implements ConnectionParams {

        @Override
        public CompletableFuture<Optional<String>> text(Executor threads) {
            var text = new CompletableFuture<Optional<String>>();
            Completions.run(threads, () -> ask(text));
            return text;
        }

        private void ask(CompletableFuture<Optional<String>> text) {
            Object value;
            try {
                value = supplier.get();
            } catch (Throwable e) { // whatever it is: somebody waits
                text.completeExceptionally(ClientErrors.paramsFailed(e));
                return;
            }
            try {
                text.complete(Optional.ofNullable(encode(value)));
            } catch (RuntimeException e) {
                text.completeExceptionally(e);
            }
        }

        @Override
        public String toString() {
            return "supplied";
        }
    }

    /**
     * Parameters that stay the same; null for none.
     *
     * @throws dev.dowel.ActorError {@code client.invalid_argument}, or {@code actor.invalid_request} if they are too large
     */
    static ConnectionParams of(@Nullable Object value) {
        return new Fixed(Optional.ofNullable(encode(value)));
    }

    /**
     * Encodes parameters in ASCII, which is all a header can carry; null stays null.
     *
     * @throws dev.dowel.ActorError {@code client.invalid_argument}, or {@code actor.invalid_request} if they are too large
     */
    static @Nullable String encode(@Nullable Object params) {
        if (params == null) {
            return null;
        }
        String json;
        try {
            json = new String(Values.encode(Dialect.PLAIN_JSON, params), StandardCharsets.UTF_8);
        } catch (UnserializableValueException e) {
            throw ClientErrors.invalidArgument(e);
        }
        String ascii = ascii(json);
        if (ascii.length() > Limits.CONNECTION_PARAMS_BYTES) {
            throw ClientErrors.paramsTooLarge(Limits.CONNECTION_PARAMS_BYTES);
        }
        return ascii;
    }

    /** Outside ASCII there are only characters of strings in JSON, and those may be escaped. */
    private static String ascii(String json) {
        var text = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c < 0x7f) {
                text.append(c);
            } else {
                text.append(String.format("\\u%04x", (int) c));
            }
        }
        return text.toString();
    }
}
