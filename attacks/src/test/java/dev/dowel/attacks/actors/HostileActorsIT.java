package dev.dowel.attacks.actors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.attacks.actors.HostileAttack.Kind;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Whatever some actors do, everybody else is answered: the short version of {@code -Dattack=hostile-actors}. Alone, because it has
 * bounds in seconds.
 */
@Isolated
class HostileActorsIT {

    private static final Duration SHORT = Duration.ofSeconds(1);

    /** Without the watch, others wait for all of it. */
    private static final Duration HELD = Duration.ofSeconds(6);

    @TempDir
    Path folder;

    private HostileAttack server;

    @BeforeEach
    void start() throws Exception {
        server = new HostileAttack(folder, System.out::println);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void turnsThatHoldEveryCarrierStopNobodyElse() throws InterruptedException {
        int carriers = Runtime.getRuntime().availableProcessors();
        assertThat(server.attack(Kind.SPIN, 2 * carriers, HELD)).isTrue();
        assertThat(server.attack(Kind.PIN, carriers, SHORT)).isTrue();
        assertThat(server.attack(Kind.OWN_THREADS, carriers, HELD)).isTrue();
        assertThat(server.attack(Kind.BLOCK, 100, SHORT)).isTrue();
    }

    @Test
    void turnsThatExhaustWhatThereIsFailAlone() throws InterruptedException {
        assertThat(server.attack(Kind.ERRORS, 2, SHORT)).isTrue();
        assertThat(server.attack(Kind.CIRCLE, 1, Duration.ZERO)).isTrue();
        assertThat(server.attack(Kind.STATE, 1, SHORT)).isTrue();
        assertThat(server.attack(Kind.RESULT, 1, SHORT)).isTrue();
        assertThat(server.attack(Kind.EVENTS, 1, SHORT)).isTrue();
        assertThat(server.attack(Kind.FLOOD, 1_500, SHORT)).isTrue();
        assertThat(server.stop()).isTrue();
    }
}
