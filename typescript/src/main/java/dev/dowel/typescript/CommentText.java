package dev.dowel.typescript;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Turns a Java documentation comment into one for TypeScript.
 *
 * <p>Stateless.
 */
final class CommentText {

    private static final Pattern CODE = Pattern.compile("\\{@(?:code|literal|value)\\s+([^{}]*)}");
    private static final Pattern LINK = Pattern.compile("\\{@link(?:plain)?\\s+([^\\s{}]+)(?:\\s+([^{}]*))?}");
    private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][^>]*>");

    private CommentText() {}

    /** The lines, without blocks that only concern Java. */
    static List<String> lines(String comment) {
        String text = CODE.matcher(comment).replaceAll("`$1`");
        text = LINK.matcher(text).replaceAll(link -> {
            String shown = link.group(2) == null ? link.group(1).replace('#', '.') : link.group(2);
            return java.util.regex.Matcher.quoteReplacement(shown.startsWith(".") ? shown.substring(1) : shown);
        });
        text = TAG.matcher(text).replaceAll("").replace("*/", "* /");
        List<String> lines = new ArrayList<>();
        boolean kept = true;
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.startsWith("@")) {
                kept = line.startsWith("@param ") || line.startsWith("@return ") || line.startsWith("@deprecated");
            }
            if (kept) {
                lines.add(line.replaceFirst("^@return ", "@returns "));
            }
        }
        while (!lines.isEmpty() && lines.getLast().isEmpty()) {
            lines.removeLast();
        }
        while (!lines.isEmpty() && lines.getFirst().isEmpty()) {
            lines.removeFirst();
        }
        return lines;
    }
}
