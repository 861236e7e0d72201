package dev.dowel.attacks.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few kills in every build; {@code docs/attacks.md} says how to make many. */
final class KillIT {

    private static final int KILLS = 8;
    private static final int COUNT_KILLS = 4;
    private static final long INCREMENTS = 20_000;

    @TempDir
    Path folder;

    @Test
    void whatClientsWereToldIsTrueAfterKillsUnderAMixedLoad() throws Exception {
        long seed = System.nanoTime();
        var attack = new KillAttack(folder, seed);

        System.out.println(attack.run(KILLS));

        assertThat(attack.findings()).as("seed %d", seed).isEmpty();
    }

    @Test
    void noAcknowledgedIncrementIsLost() throws Exception {
        long seed = System.nanoTime();
        var attack = new CountAttack(folder, seed);

        System.out.println(attack.run(INCREMENTS, COUNT_KILLS));

        assertThat(attack.findings()).as("seed %d", seed).isEmpty();
    }
}
