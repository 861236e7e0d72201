package dev.dowel.benchmarks.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said about series of numbers. */
final class SeriesTest {

    @Test
    void slopeIsThatOfTheLineAndFewOutliersDoNotMoveIt() {
        double[] x = new double[41];
        double[] y = new double[41];
        for (int i = 0; i < x.length; i++) {
            x[i] = i;
            y[i] = 3 + 0.5 * i;
        }
        y[7] = 1_000;
        y[30] = -1_000;
        Series series = new Series("line", x, y);

        assertThat(series.slope()).isEqualTo(0.5);
        assertThat(series.rise()).isEqualTo(20);
    }

    @Test
    void secondHalfLeavesTheWarmUpOut() {
        Series series = new Series("warm", new double[] {0, 1, 2, 3, 4}, new double[] {90, 50, 7, 7, 7});

        assertThat(series.secondHalf().rise()).isZero();
        assertThat(series.secondHalf().median()).isEqualTo(7);
    }

    @Test
    void quantileLiesBetweenTheValuesAroundIt() {
        double[] values = {4, 1, 3, 2, 5};

        assertThat(Median.of(values)).isEqualTo(3);
        assertThat(Median.quantile(values, 1)).isEqualTo(5);
        assertThat(Median.quantile(values, 0.125)).isEqualTo(1.5);
        assertThat(Median.of(new double[0])).isNaN();
    }

    @Test
    void linearAxisBeginsAtZeroAndLogarithmicOneAtAPowerOfTen() {
        Axis linear = Axis.over(new double[] {90, 97}, false);
        assertThat(linear.low()).isZero();
        assertThat(linear.marks()).containsExactly(0.0, 20.0, 40.0, 60.0, 80.0, 100.0);

        Axis logarithmic = Axis.over(new double[] {0.02, 300}, true);
        assertThat(logarithmic.low()).isEqualTo(0.01, within(1e-12));
        assertThat(logarithmic.high()).isEqualTo(1_000);
        assertThat(logarithmic.at(Math.sqrt(0.01 * 1_000))).isEqualTo(0.5, within(1e-9));
    }

    @Test
    void plotShowsTitleAxesUnitsLegendAndEveryPoint() {
        Series one = new Series("p50 <ms>", new double[] {1, 10, 100}, new double[] {0.5, 0.6, 0.7});
        String svg = PlotPage.svg(List.of(new Plot("Calls", "stored actors", "ms", true, false, List.of(one))));

        assertThat(svg)
                .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 460 290\"")
                .contains(">Calls</text>", ">stored actors</text>", ">ms</text>", ">p50 &lt;ms></text>", ">100</text>")
                .contains("prefers-color-scheme: dark")
                .endsWith("</svg>\n");
        assertThat(svg.split("<circle", -1)).hasSize(4);
    }
}
