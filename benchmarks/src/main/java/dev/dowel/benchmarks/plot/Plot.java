package dev.dowel.benchmarks.plot;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * A few series over one x axis and one y axis. Immutable.
 *
 * @param title what is shown
 * @param x what the x axis is, with its unit
 * @param y what the y axis is, with its unit
 * @param logX whether the x axis is logarithmic
 * @param logY whether the y axis is logarithmic
 */
public record Plot(String title, String x, String y, boolean logX, boolean logY, List<Series> series) {

    static final int WIDTH = 460;
    static final int HEIGHT = 290;
    private static final int LEFT = 62;
    private static final int RIGHT = 14;
    private static final int TOP = 34;
    private static final int BOTTOM = 62;
    private static final int MARKED = 40;

    private static final int INNER_WIDTH = WIDTH - LEFT - RIGHT;
    private static final int INNER_HEIGHT = HEIGHT - TOP - BOTTOM;

    /** Draws into the place whose upper left corner is given. */
    void draw(StringBuilder svg, int left, int top) {
        svg.append("<g transform=\"translate(%d,%d)\">%n".formatted(left, top));
        text(svg, LEFT, 18, "title", title);
        Axis across = Axis.over(all(true), logX);
        Axis up = Axis.over(all(false), logY);
        grid(svg, across, up);
        for (int i = 0; i < series.size(); i++) {
            line(svg, series.get(i), i, across, up);
        }
        legend(svg);
        svg.append("</g>\n");
    }

    private double[] all(boolean ofX) {
        return series.stream()
                .flatMapToDouble(each -> DoubleStream.of(ofX ? each.x() : each.y()))
                .toArray();
    }

    private void grid(StringBuilder svg, Axis across, Axis up) {
        for (double mark : up.marks()) {
            double at = TOP + INNER_HEIGHT * (1 - up.at(mark));
            svg.append(String.format(
                    Locale.ROOT,
                    "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>%n",
                    LEFT,
                    LEFT + INNER_WIDTH,
                    at,
                    at));
            text(svg, LEFT - 6, at + 4, "end", Axis.text(mark));
        }
        for (double mark : across.marks()) {
            double at = LEFT + INNER_WIDTH * across.at(mark);
            svg.append(String.format(
                    Locale.ROOT,
                    "<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>%n",
                    at,
                    at,
                    TOP,
                    TOP + INNER_HEIGHT));
            text(svg, at, TOP + INNER_HEIGHT + 15, "middle", Axis.text(mark));
        }
        text(svg, LEFT + INNER_WIDTH / 2.0, TOP + INNER_HEIGHT + 31, "middle", x);
        svg.append("<text class=\"middle\" transform=\"translate(13,%d) rotate(-90)\">%s</text>%n"
                .formatted(TOP + INNER_HEIGHT / 2, escaped(y)));
    }

    private static void line(StringBuilder svg, Series series, int number, Axis across, Axis up) {
        var path = new StringBuilder();
        var dots = new StringBuilder();
        for (int i = 0; i < series.x().length; i++) {
            double value = series.y()[i];
            if (!Double.isFinite(value) || (up.logarithmic() && value <= 0)) {
                continue;
            }
            double cx = LEFT + INNER_WIDTH * across.at(series.x()[i]);
            double cy = TOP + INNER_HEIGHT * (1 - up.at(value));
            path.append(String.format(Locale.ROOT, "%s%.1f,%.1f", path.isEmpty() ? "" : " ", cx, cy));
            if (series.x().length <= MARKED) {
                dots.append(String.format(
                        Locale.ROOT, "<circle class=\"dot s%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"/>%n", number, cx, cy));
            }
        }
        svg.append("<polyline class=\"line s%d\" points=\"%s\"/>%n".formatted(number, path))
                .append(dots);
    }

    private void legend(StringBuilder svg) {
        int at = LEFT;
        for (int i = 0; i < series.size(); i++) {
            String name = series.get(i).name();
            int height = TOP + INNER_HEIGHT + 50;
            svg.append("<line class=\"line s%d\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>%n"
                    .formatted(i, at, at + 16, height - 4, height - 4));
            text(svg, at + 21, height, "start", name);
            at += 36 + name.length() * 6;
        }
    }

    private static void text(StringBuilder svg, double left, double baseline, String style, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>%n",
                style,
                left,
                baseline,
                escaped(text)));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
