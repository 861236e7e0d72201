package dev.dowel.benchmarks.plot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Plots side by side in one SVG file, readable on light and on dark pages. Stateless. */
public final class PlotPage {

    private static final int COLUMNS = 2;

    private static final String STYLE = """
            <style>
            svg { --paper: #ffffff; --ink: #24292f; --pale: #d8dee4; --s0: #0b62c4; --s1: #c2410c; --s2: #15803d; --s3: #7e22ce }
            @media (prefers-color-scheme: dark) {
              svg { --paper: #0d1117; --ink: #d6dde5; --pale: #30363d; --s0: #6cb0ff; --s1: #ff9d5c; --s2: #5fd68a; --s3: #cf9bff }
            }
            rect { fill: var(--paper) }
            text { fill: var(--ink); font: 11px system-ui, sans-serif }
            .title { font-weight: 600; font-size: 13px }
            .end { text-anchor: end }
            .middle { text-anchor: middle }
            .grid { stroke: var(--pale); stroke-width: 1 }
            .line { fill: none; stroke-width: 1.8 }
            .line.s0 { stroke: var(--s0) } .line.s1 { stroke: var(--s1) } .line.s2 { stroke: var(--s2) } .line.s3 { stroke: var(--s3) }
            .dot.s0 { fill: var(--s0) } .dot.s1 { fill: var(--s1) } .dot.s2 { fill: var(--s2) } .dot.s3 { fill: var(--s3) }
            </style>
            """;

    private PlotPage() {}

    /** Draws plots and writes them to a file. */
    public static void write(Path file, List<Plot> plots) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, svg(plots));
    }

    static String svg(List<Plot> plots) {
        int columns = Math.min(COLUMNS, plots.size());
        int rows = (plots.size() + columns - 1) / columns;
        int width = columns * Plot.WIDTH;
        int height = rows * Plot.HEIGHT;
        var svg = new StringBuilder(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\">%n"
                        .formatted(width, height, width, height));
        svg.append(STYLE).append("<rect width=\"%d\" height=\"%d\"/>%n".formatted(width, height));
        for (int i = 0; i < plots.size(); i++) {
            plots.get(i).draw(svg, i % columns * Plot.WIDTH, i / columns * Plot.HEIGHT);
        }
        return svg.append("</svg>\n").toString();
    }
}
