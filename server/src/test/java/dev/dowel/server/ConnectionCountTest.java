package dev.dowel.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.server.ConnectionCount.Admission;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Connections leave the store the files it needs, whatever the process may have open (G10). */
class ConnectionCountTest {

    private static Map<Admission, Integer> opened(long descriptors, int connections) {
        ConnectionCount count = new ConnectionCount(GatewayLimits.DEFAULTS, descriptors);
        Map<Admission, Integer> opened = new EnumMap<>(Admission.class);
        Collections.nCopies(connections, count).forEach(one -> opened.merge(one.opened(), 1, Integer::sum));
        return opened;
    }

    @Test
    void aThousandDescriptorsAreLeftToOthers() {
        assertThat(opened(20_000, 20_000))
                .isEqualTo(Map.of(Admission.SERVED, 17_976, Admission.SHED, 1_000, Admission.CUT, 1_024));
    }

    @Test
    void aProcessThatMayOpenFewKeepsHalfOfThem() {
        assertThat(opened(1_024, 600)).isEqualTo(Map.of(Admission.SERVED, 461, Admission.SHED, 51, Admission.CUT, 88));
    }

    @Test
    void withoutABoundOfTheSystemTheServersOwnHolds() {
        assertThat(opened(Integer.MAX_VALUE, 101_001))
                .isEqualTo(Map.of(Admission.SERVED, 100_000, Admission.SHED, 1_000, Admission.CUT, 1));
    }

    @Test
    void theSystemSaysHowManyThereAre() {
        assertThat(ConnectionCount.descriptorsOfProcess()).isGreaterThan(100);
    }
}
