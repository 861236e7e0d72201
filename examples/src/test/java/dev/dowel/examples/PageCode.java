package dev.dowel.examples;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The code that a page of the documentation shows, to be found again in code that is compiled. Static. */
public final class PageCode {

    private PageCode() {}

    /** The blocks of a page in some language, cut where an empty line or a line of the outermost level ends something. */
    public static List<String> statements(String page, String language) {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map((MatchResult block) -> block.group(1))
                .flatMap(block -> Stream.of(block.split("\n(?=\\S)|\n\n")))
                .map(PageCode::words)
                .filter(code -> !code.isEmpty())
                .toList();
    }

    /** The same whatever its indentation and line ends. */
    public static String words(String code) {
        return code.replaceAll("\\s+", " ").trim();
    }
}
