package dev.dowel.attacks.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers were told survives the loss of power, on a disk that does what it says and on one that fails. */
class PowerLossIT {

    @TempDir
    Path folder;

    @BeforeEach
    void needCompiler() {
        assumeThat(Shim.canBeBuilt()).as("A C compiler (cc) on Linux").isTrue();
    }

    @Test
    void whatWasAcknowledgedSurvivesTheLossOfPower() throws Exception {
        assertNothingWrong(attack(PowerLoss.Weather.FAIR, 2, 5));
    }

    @Test
    void noFailedSyncIsTakenForOneThatWorked() throws Exception {
        PowerLoss.Outcome outcome = attack(PowerLoss.Weather.FAULTS, 1, 4);
        assertNothingWrong(outcome);
    }

    @Test
    void aDiskThatForgetsWhatItFailedToSyncLosesNothingAcknowledged() throws Exception {
        assertNothingWrong(attack(PowerLoss.Weather.FORGETFUL, 1, 4));
    }

    /** Otherwise none of the above would prove anything. */
    @Test
    void commitsWithoutSyncsAreFoundOut() throws Exception {
        PowerLoss.Outcome outcome = attack(PowerLoss.Weather.LYING, 1, 3);
        assertThat(outcome.wrong()).anyMatch(each -> each.contains("was acknowledged"));
    }

    private PowerLoss.Outcome attack(PowerLoss.Weather weather, int lives, int cuts)
            throws IOException, InterruptedException {
        PowerLoss.Outcome outcome = PowerLoss.attack(folder, weather, lives, cuts, System.nanoTime());
        System.out.println(
                weather + ": " + outcome.toString().lines().findFirst().orElse(""));
        return outcome;
    }

    private static void assertNothingWrong(PowerLoss.Outcome outcome) {
        assertThat(outcome.wrong()).as(outcome.toString()).isEmpty();
        assertThat(outcome.acknowledged()).isPositive();
    }
}
