package dev.dowel.conformance;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder with a package.json whose locked packages are installed, and a Node that can run it. Its programs may run side by side.
 *
 * <p>The Node is the machine's if it is new enough, and otherwise the one among the project's optional packages.
 */
final class NodeProject {

    /** The first Node that runs TypeScript as it is. */
    private static final int[] OLDEST_NODE = {22, 18};

    private static final Pattern NODE_VERSION = Pattern.compile("v(\\d+)\\.(\\d+)\\.\\d+.*", Pattern.DOTALL);
    private static final Duration INSTALL_TIMEOUT = Duration.ofMinutes(8);

    private final Path folder;
    private final boolean ownNode;

    private NodeProject(Path folder, boolean ownNode) {
        this.folder = folder;
        this.ownNode = ownNode;
    }

    /** Installs what the lock file names, unless that is what the folder has already. One installation at a time. */
    static synchronized NodeProject installed(Path folder) throws IOException, InterruptedException {
        Path absolute = folder.toAbsolutePath().normalize();
        NodeProject project = new NodeProject(absolute, !machineNodeIsNewEnough(absolute));
        project.install();
        return project;
    }

    private static boolean machineNodeIsNewEnough(Path folder) throws InterruptedException {
        try {
            Finished node = Finished.of(folder, Map.of(), Duration.ofSeconds(30), List.of("node", "--version"));
            return node.exitCode() == 0 && isNewEnough(node.output());
        } catch (IOException _) {
            return false; // There is none.
        }
    }

    private static boolean isNewEnough(String version) {
        Matcher parts = NODE_VERSION.matcher(version);
        if (!parts.matches()) {
            return false;
        }
        int major = Integer.parseInt(parts.group(1));
        return major > OLDEST_NODE[0]
                || (major == OLDEST_NODE[0] && Integer.parseInt(parts.group(2)) >= OLDEST_NODE[1]);
    }

    private void install() throws IOException, InterruptedException {
        Path stamp = folder.resolve("node_modules/.installed-from");
        String wanted = stampText();
        if (Files.exists(stamp) && Files.readString(stamp).equals(wanted)) {
            return;
        }
        List<String> command = new ArrayList<>(List.of("npm", "ci"));
        if (ownNode) {
            command.add("--include=optional");
        }
        Finished npm;
        try {
            npm = Finished.of(folder, Map.of(), INSTALL_TIMEOUT, command);
        } catch (IOException e) {
            fail("npm is needed to install the published clients, and cannot be run: " + e.getMessage());
            return;
        }
        if (npm.exitCode() != 0) {
            fail(command + " in " + folder + " ended with " + npm.exitCode() + ":\n" + npm.output());
        }
        requireNode();
        Files.writeString(stamp, wanted);
    }

    private String stampText() throws IOException {
        String lock = Files.readString(folder.resolve("package-lock.json"));
        return (ownNode ? "with" : "without") + " optional packages\n" + lock;
    }

    private void requireNode() throws InterruptedException {
        if (!ownNode) {
            return;
        }
        try {
            Finished node = run(Map.of(), Duration.ofSeconds(30), "--version");
            if (node.exitCode() == 0 && isNewEnough(node.output())) {
                return;
            }
        } catch (IOException _) {
            // Reported below: there is no such file.
        }
        fail("The machine's Node is older than " + OLDEST_NODE[0] + "." + OLDEST_NODE[1]
                + ", and npm has none for this kind of machine. Install a newer one.");
    }

    /** Runs Node with arguments in the project's folder and waits for its end. */
    Finished run(Map<String, String> environment, Duration timeout, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(ownNode ? folder.resolve("node_modules/.bin/node").toString() : "node");
        command.addAll(List.of(arguments));
        return Finished.of(folder, environment, timeout, command);
    }

    /** Runs one of package.json's scripts, as a reader of the documentation would. */
    Finished runScript(Map<String, String> environment, Duration timeout, String script)
            throws IOException, InterruptedException {
        return Finished.of(folder, environment, timeout, List.of("npm", "run", script));
    }
}
