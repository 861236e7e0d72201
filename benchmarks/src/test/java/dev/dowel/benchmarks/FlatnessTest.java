package dev.dowel.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.benchmarks.SoakSample.Measure;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The verdicts of a soak: they have to be able to say no. */
final class FlatnessTest {

    @Test
    void whatSettlesAfterTheWarmUpIsFlat() {
        assertThat(Flatness.of(Measure.HEAP, samples(second -> second < 500 ? second : 500))
                        .isFlat())
                .isTrue();
    }

    @Test
    void slowLeakIsNotFlat() {
        assertThat(Flatness.of(Measure.HEAP, samples(second -> 50 + second / 100))
                        .isFlat())
                .isFalse();
    }

    @Test
    void riseOfTheRateIsFlatAndAFallIsNot() {
        assertThat(Flatness.of(Measure.RATE, samples(second -> 1_000 + second)).isFlat())
                .isTrue();
        assertThat(Flatness.of(Measure.RATE, samples(second -> 3_000 - second)).isFlat())
                .isFalse();
    }

    @Test
    void fallOfALatencyIsFlat() {
        assertThat(Flatness.of(Measure.P99, samples(second -> 2_000 - second)).isFlat())
                .isTrue();
    }

    /** Half an hour in which every measure has the same values, one sample in ten far off. */
    private static List<SoakSample> samples(DoubleUnaryOperator value) {
        List<SoakSample> samples = new ArrayList<>();
        for (int number = 1; number <= 360; number++) {
            double seconds = number * 5;
            double measured = value.applyAsDouble(seconds) * (number % 10 == 0 ? 3 : 1);
            Map<Measure, Double> values = new EnumMap<>(Measure.class);
            for (Measure each : Measure.values()) {
                values.put(each, measured);
            }
            samples.add(new SoakSample(seconds, values));
        }
        return samples;
    }
}
