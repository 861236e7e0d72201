package dev.dowel.attacks;

import dev.dowel.attacks.actors.HostileAttack;
import dev.dowel.attacks.disk.DiskAttack;
import dev.dowel.attacks.hostile.HostileClients;
import dev.dowel.attacks.kill.CountAttack;
import dev.dowel.attacks.kill.KillAttack;
import java.util.List;
import java.util.Locale;

/** Runs one attack in its long version ({@code docs/attacks.md}). One thread. */
public final class Attack {

    private static final List<String> NAMES = List.of(
            "kill",
            "count",
            "power-fair",
            "power-faults",
            "power-forgetful",
            "power-lying",
            "hostile-actors",
            "hostile-requests",
            "hostile-frames",
            "hostile-bombs",
            "storm-mix",
            "storm-sockets",
            "storm-bodies",
            "storm-heads",
            "storm-lines",
            "storm-deaf",
            "storm-flood",
            "storm-slow",
            "flood");

    private Attack() {}

    /**
     * Attacks, says what came of it, and ends the process with 1 if a guarantee was broken.
     *
     * @param arguments the attack's name; how many rounds; and the seed, or {@code random}
     */
    public static void main(String[] arguments) throws Exception {
        String name = arguments[0];
        int rounds = Integer.parseInt(arguments[1]);
        long seed = arguments[2].equals("random") ? System.nanoTime() : Long.parseLong(arguments[2]);
        boolean held = switch (name) {
            case "kill" -> KillAttack.attack(rounds, seed);
            case "count" -> CountAttack.attack(rounds, seed);
            case "power-fair", "power-faults", "power-forgetful", "power-lying" ->
                DiskAttack.run(name.substring("power-".length()).toUpperCase(Locale.ROOT), rounds, seed);
            case "hostile-actors" -> HostileAttack.run(rounds);
            case "hostile-requests",
                    "hostile-frames",
                    "hostile-bombs",
                    "storm-mix",
                    "storm-sockets",
                    "storm-bodies",
                    "storm-heads",
                    "storm-lines",
                    "storm-deaf",
                    "storm-flood",
                    "storm-slow",
                    "flood" -> HostileClients.holds(name, rounds, seed);
            default -> throw new IllegalArgumentException("No attack is called " + name + "; there are " + NAMES);
        };
        System.exit(held ? 0 : 1);
    }
}
