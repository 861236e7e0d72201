package dev.dowel.attacks.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The long version of the attacks on the disk. One thread. */
public final class DiskAttack {

    private static final int CUTS = 10;

    private DiskAttack() {}

    /**
     * Attacks and says what came of it.
     *
     * @param weather a {@link PowerLoss.Weather}
     * @param rounds how many power failures, in tens
     * @return whether everything was as it must be
     */
    public static boolean run(String weather, int rounds, long seed) throws IOException, InterruptedException {
        if (!Shim.canBeBuilt()) {
            System.out.println("There is no C compiler here (cc), or this is not Linux: nothing was attacked.");
            return false;
        }
        int lives = (rounds + CUTS - 1) / CUTS;
        PowerLoss.Weather chosen = PowerLoss.Weather.valueOf(weather);
        Path folder = Files.createTempDirectory("dowel-disk");
        PowerLoss.Outcome outcome = PowerLoss.attack(folder, chosen, lives, CUTS, seed);
        System.out.println(chosen + ": " + outcome);
        boolean asExpected = outcome.wrong().isEmpty() != (chosen == PowerLoss.Weather.LYING);
        if (asExpected) {
            Folders.delete(folder);
        } else {
            System.out.println("What was left is in " + folder);
        }
        return asExpected;
    }
}
