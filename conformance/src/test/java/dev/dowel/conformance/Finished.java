package dev.dowel.conformance;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process that has ended, and everything it printed. Immutable.
 *
 * @param exitCode what it ended with; {@link #KILLED} if it took too long
 * @param output its standard output and error, in the order written
 */
record Finished(int exitCode, String output) {

    /** The exit code of a process that did not end by itself. */
    static final int KILLED = -1;

    /** Runs a command to its end, or to the end of its time. */
    static Finished of(Path folder, Map<String, String> environment, Duration timeout, List<String> command)
            throws IOException, InterruptedException {
        // A file takes any amount of output without a thread that reads along.
        Path output = Files.createTempFile("dowel-", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(nullDevice()))
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            boolean ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
            String printed = Files.readString(output);
            return ended
                    ? new Finished(process.exitValue(), printed)
                    : new Finished(KILLED, printed + "\n[ended after " + timeout + "]\n");
        } finally {
            Files.delete(output);
        }
    }

    private static File nullDevice() {
        return new File(File.separatorChar == '/' ? "/dev/null" : "NUL");
    }
}
