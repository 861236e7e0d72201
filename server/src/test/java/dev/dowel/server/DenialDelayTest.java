package dev.dowel.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DenialDelayTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final DenialDelay delays = new DenialDelay(TestServer.limits()
            .firstDenial(Duration.ofSeconds(1))
            .longestDenial(Duration.ofSeconds(10))
            .denialMemory(Duration.ofSeconds(60))
            .deniedCallers(3)
            .build());

    private long seconds(String remote, String actor, long nowSeconds) {
        return delays.next(remote, actor, nowSeconds * SECOND) / SECOND;
    }

    @Test
    void delaysDoubleUpToTheBound() {
        List<Long> growing =
                Stream.generate(() -> seconds("a", "x", 0)).limit(6).toList();
        assertThat(growing).containsExactly(1L, 2L, 4L, 8L, 10L, 10L);
    }

    @Test
    void callersAndActorsAreCountedApart() {
        seconds("a", "x", 0);
        assertThat(seconds("a", "x", 0)).isEqualTo(2);
        assertThat(seconds("b", "x", 0)).isEqualTo(1);
        assertThat(seconds("a", "y", 0)).isEqualTo(1);
    }

    @Test
    void callersAreForgottenSomeTimeAfterTheirLastRefusalWasGiven() {
        seconds("a", "x", 0);
        seconds("a", "x", 0);
        assertThat(seconds("a", "x", 62)).isEqualTo(4);
        assertThat(seconds("a", "x", 62 + 4 + 61)).isEqualTo(1);
    }

    @Test
    void theCallerRefusedLongestAgoIsForgottenWhenThereAreTooMany() {
        seconds("a", "x", 0);
        seconds("b", "x", 0);
        seconds("c", "x", 0);
        assertThat(seconds("a", "x", 0)).isEqualTo(2);
        seconds("d", "x", 0);
        assertThat(seconds("a", "x", 0)).isEqualTo(4);
        assertThat(seconds("b", "x", 0)).isEqualTo(1);
    }
}
