package dev.dowel.server;

import dev.dowel.protocol.ErrorBody;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The secret that opens the management API, if there is one. Immutable. Never printed. */
final class AdminToken {

    private static final String BEARER = "Bearer ";

    private final byte @Nullable [] digest;

    private AdminToken(byte @Nullable [] digest) {
        this.digest = digest;
    }

    static AdminToken none() {
        return new AdminToken(null);
    }

    static AdminToken of(String secret) {
        return new AdminToken(sha256(secret));
    }

    boolean isSet() {
        return digest != null;
    }

    /** Why a request may not pass, if it may not. Takes the same time for every wrong token. */
    Optional<ErrorBody> refusal(HttpHeaders headers) {
        if (digest == null) {
            return Optional.empty();
        }
        String sent = sent(headers);
        if (sent == null) {
            return Optional.of(GatewayErrors.tokenMissing());
        }
        return MessageDigest.isEqual(digest, sha256(sent)) ? Optional.empty() : Optional.of(GatewayErrors.tokenWrong());
    }

    /** JavaScript clients send the first form, Rust clients the second (protocol 1.3, 11). */
    private static @Nullable String sent(HttpHeaders headers) {
        String authorization = headers.get(HttpHeaderNames.AUTHORIZATION);
        if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return authorization.substring(BEARER.length()).trim();
        }
        return headers.get("x-rivet-token");
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return digest == null ? "AdminToken[none]" : "AdminToken[set]";
    }
}
