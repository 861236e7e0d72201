package dev.dowel.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What Linux says of a process's memory. Immutable.
 *
 * @param rssBytes what of it is in physical memory
 */
record ProcessMemory(long rssBytes) {

    /** Reads it now, for a process id or {@code self}. */
    static ProcessMemory of(String pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", pid, "status"))) {
            if (line.startsWith("VmRSS:")) {
                return new ProcessMemory(Long.parseLong(line.replaceAll("\\D", "")) * 1_024);
            }
        }
        throw new IOException("Process " + pid + " has no VmRSS.");
    }
}
