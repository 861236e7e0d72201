package dev.dowel.races;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jcstress.Main;

/** The stress tests of this module, on this machine's processors and compilers. */
class StressRaceTest {

    /** The harness throws an error that names the tests that saw what must not be. */
    @Test
    void noStressTestSeesWhatMustNotBe() throws Exception {
        String mode = System.getProperty("races.mode", "sanity");
        List<String> arguments = new ArrayList<>(List.of(
                "-m", mode, "-sc", "false", "-r", System.getProperty("races.results", "target/jcstress")));
        if (mode.equals("sanity")) {
            // One way to compile instead of all: the one that moves most.
            arguments.addAll(List.of("-jvmArgs", "-XX:-TieredCompilation"));
        }
        Main.main(arguments.toArray(String[]::new));
    }
}
