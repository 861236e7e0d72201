package dev.dowel.runtime.schedule;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.StringTokenizer;

/**
 * One field of a cron expression: the numbers it allows. Immutable.
 *
 * <p>A list of parts with commas; a part is {@code *}, a number or a range, with {@code /step} behind it; names stand for
 * numbers.
 */
final class CronField {

    private final BitSet allowed;
    private final boolean star;
    private final boolean all;

    private CronField(BitSet allowed, boolean star, boolean all) {
        this.allowed = allowed;
        this.star = star;
        this.all = all;
    }

    /**
     * Reads a field.
     *
     * @param names names for numbers, in order
     * @param firstName the number of the first name
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static CronField parse(String text, int min, int max, List<String> names, int firstName) {
        BitSet allowed = new BitSet(max + 1);
        if (text.isEmpty() || text.startsWith(",") || text.endsWith(",") || text.contains(",,")) {
            throw wrong(text, min, max);
        }
        StringTokenizer parts = new StringTokenizer(text, ",");
        while (parts.hasMoreTokens()) {
            readPart(parts.nextToken(), min, max, names, firstName, allowed);
        }
        return new CronField(allowed, text.startsWith("*"), allowed.cardinality() == max - min + 1);
    }

    private static void readPart(String part, int min, int max, List<String> names, int firstName, BitSet allowed) {
        int slash = part.indexOf('/');
        String range = slash < 0 ? part : part.substring(0, slash);
        int step = slash < 0 ? 1 : number(part.substring(slash + 1), List.of(), 0);
        int dash = range.indexOf('-');
        int from;
        int to;
        if (range.equals("*")) {
            from = min;
            to = max;
        } else if (dash > 0) {
            from = number(range.substring(0, dash), names, firstName);
            to = number(range.substring(dash + 1), names, firstName);
        } else {
            from = number(range, names, firstName);
            to = slash < 0 ? from : max;
        }
        if (from < min || to > max || from > to || step < 1) {
            throw wrong(part, min, max);
        }
        for (int i = from; i <= to; i += step) {
            allowed.set(i);
        }
    }

    /** A number, or -1 if it is none. */
    private static int number(String text, List<String> names, int firstName) {
        int name = names.indexOf(text.toUpperCase(Locale.ROOT));
        if (name >= 0) {
            return name + firstName;
        }
        boolean digits = !text.isEmpty() && text.length() <= 4 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Integer.parseInt(text) : -1;
    }

    private static IllegalArgumentException wrong(String text, int min, int max) {
        return new IllegalArgumentException(
                "\"" + text + "\" is not a list, range or step of numbers from " + min + " to " + max + ".");
    }

    boolean contains(int number) {
        return allowed.get(number);
    }

    /** Whether it begins with a star: then a date is decided by the other day field. */
    boolean isStar() {
        return star;
    }

    /** Whether it allows everything. */
    boolean isAll() {
        return all;
    }
}
