package dev.dowel.protocol;

import dev.dowel.ActorKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The two ways an actor key is written as one string (protocol 2.1), and what makes a key or a name acceptable.
 *
 * <p>Static; any thread.
 */
public final class KeyFormat {

    private static final String EMPTY_KEY = "/";

    private KeyFormat() {}

    /** The canonical form: parts joined with {@code /}, nothing lost. */
    public static String canonical(ActorKey key) {
        List<String> parts = key.parts();
        if (parts.isEmpty()) {
            return EMPTY_KEY;
        }
        var text = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            if (i > 0) {
                text.append('/');
            }
            appendPart(text, parts.get(i));
        }
        return text.toString();
    }

    private static void appendPart(StringBuilder text, String part) {
        if (part.isEmpty()) {
            text.append("\\0");
            return;
        }
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c == '/' || c == '\\') {
                text.append('\\');
            }
            text.append(c);
        }
    }

    /**
     * Reads the canonical form. Every string can be read; strings that {@link #canonical} does not produce are
     * understood as leniently as clients do: {@code \0} adds nothing to a part, a backslash at the end stands for itself.
     * An empty string is the empty key.
     */
    public static ActorKey parseCanonical(String text) {
        if (text.isEmpty() || text.equals(EMPTY_KEY)) {
            return ActorKey.of();
        }
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '/') {
                parts.add(part.toString());
                part.setLength(0);
            } else if (c != '\\' || i + 1 == text.length()) {
                part.append(c);
            } else {
                char escaped = text.charAt(++i);
                if (escaped != '0') {
                    part.append(escaped);
                }
            }
        }
        parts.add(part.toString());
        return ActorKey.of(parts);
    }

    /**
     * The query form: parts joined with {@code ,} and not escaped. It loses the difference between {@code ["a,b"]} and
     * {@code ["a","b"]}, and between {@code [""]} and {@code []}; that is how published clients write it.
     */
    public static String query(ActorKey key) {
        return String.join(",", key.parts());
    }

    /** Reads the query form, already percent-decoded: split at every comma; empty is the empty key. */
    public static ActorKey parseQuery(String text) {
        return text.isEmpty() ? ActorKey.of() : ActorKey.of(List.of(text.split(",", -1)));
    }

    /**
     * Accepts a key or says what is wrong with it.
     *
     * @return the key
     * @throws WireException {@code actor.key_too_large} beyond {@link Limits#KEY_PART_BYTES} or {@link
     *     Limits#KEY_BYTES}; {@code actor.invalid_key} if a part is not valid Unicode
     */
    public static ActorKey check(ActorKey key) {
        for (String part : key.parts()) {
            if (Text.hasLoneSurrogate(part)) {
                throw new WireException("actor", "invalid_key", "A key part is not valid Unicode.");
            }
            if (utf8Length(part) > Limits.KEY_PART_BYTES) {
                throw new WireException(
                        "actor", "key_too_large", "A key part is longer than " + Limits.KEY_PART_BYTES + " bytes.");
            }
        }
        if (utf8Length(canonical(key)) > Limits.KEY_BYTES) {
            throw new WireException("actor", "key_too_large", "The key is longer than " + Limits.KEY_BYTES + " bytes.");
        }
        return key;
    }

    /**
     * Accepts the name of an actor or says what is wrong with it.
     *
     * @return the name
     * @throws WireException {@code actor.invalid_name} if it is empty, longer than {@link Limits#NAME_CHARS} or not
     *     valid Unicode
     */
    public static String checkName(String name) {
        if (name.isEmpty()) {
            throw new WireException("actor", "invalid_name", "The actor name is empty.");
        }
        if (name.length() > Limits.NAME_CHARS) {
            throw new WireException(
                    "actor", "invalid_name", "The actor name is longer than " + Limits.NAME_CHARS + " characters.");
        }
        if (Text.hasLoneSurrogate(name)) {
            throw new WireException("actor", "invalid_name", "The actor name is not valid Unicode.");
        }
        return name;
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
