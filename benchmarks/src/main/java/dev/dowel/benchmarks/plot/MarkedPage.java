package dev.dowel.benchmarks.plot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A page that has places for what is measured, so that nobody types a figure: text between {@code <!-- name -->} and {@code
 * <!-- /name -->}. Stateless.
 */
public final class MarkedPage {

    private MarkedPage() {}

    /** Run as {@code MarkedPage <page> <place> <file with the text>}. */
    public static void main(String[] args) throws IOException {
        fill(Path.of(args[0]), args[1], Files.readString(Path.of(args[2])));
    }

    /** Replaces what is in one place of a page. */
    public static void fill(Path page, String place, String text) throws IOException {
        String begin = "<!-- " + place + " -->";
        String end = "<!-- /" + place + " -->";
        String old = Files.readString(page);
        int from = old.indexOf(begin);
        int to = old.indexOf(end);
        if (from < 0 || to < from) {
            throw new IOException(page + " has no place for " + place + ".");
        }
        Files.writeString(
                page, old.substring(0, from + begin.length()) + "\n" + text.strip() + "\n" + old.substring(to));
    }
}
