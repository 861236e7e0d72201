package dev.dowel.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.dowel.runtime.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The disk refuses to take more. Twice so: by a limit on the size of files, which every shell can set and which hits in
 * the middle of a log record; and by a small file system that is really full, where the machine lets us mount one.
 */
class FullDiskTest {

    /** In KiB: a third of the way into a log. */
    private static final int FILE_LIMIT = 3000;

    @TempDir
    Path temporary;

    @Test
    void afterFailedCommitsTheStoreGoesOnAndLosesNothing() throws IOException {
        assumeThat(Path.of("/bin/bash")).exists();
        Path path = temporary.resolve("data");

        List<String> said = run(limited(CommitThroughFailures.class, path.toString(), "4"));

        assertThat(said).last().asString().startsWith("acknowledged ");
        assertThat(said)
                .filteredOn(line -> line.startsWith("failed"))
                .hasSize(4)
                .allMatch(FullDiskTest::saysFull);
        assertFound(path, said);
    }

    @Test
    void aProcessThatDiesOfAFailedCommitLeavesNothingOfIt() throws IOException {
        assumeThat(Path.of("/bin/bash")).exists();
        Path path = temporary.resolve("data");

        List<String> said = run(limited(CommitThroughFailures.class, path.toString(), "1", "die"));

        assertThat(said).last().asString().startsWith("failed ");
        assertFound(path, said);
    }

    @Test
    void onAFullDiskCommitsFailReadsWorkAndFreedSpaceIsEnough() throws Exception {
        assumeThat(canMount()).as("May mount a file system of its own").isTrue();

        List<String> said = run(mounted(FillAndFree.class, temporary.toString()));

        assertThat(said).last().isEqualTo("went on, and everything was there");
        assertThat(said)
                .filteredOn(line -> line.startsWith("failed"))
                .hasSize(3)
                .allMatch(FullDiskTest::saysFull);
    }

    private static boolean saysFull(String line) {
        return line.contains("Changes were not stored: the disk of ") && line.contains("the store goes on by itself");
    }

    private static void assertFound(Path path, List<String> said) {
        String last = said.stream()
                .filter(line -> line.startsWith("acknowledged "))
                .reduce((earlier, later) -> later)
                .orElseThrow();
        try (RocksDbStore store = RocksDbStore.at(path)) {
            assertThat("acknowledged " + KillTest.Groups.check(store)).isEqualTo(last);
        }
    }

    private static List<String> run(List<String> command) throws IOException {
        var said = new ArrayList<String>();
        try (var child = ChildJvm.start(command)) {
            for (String line = child.nextLine(); line != null; line = child.nextLine()) {
                said.add(line);
            }
        }
        return said;
    }

    private List<String> limited(Class<?> main, String... arguments) throws IOException {
        // Unpacked beforehand: it is larger than the limit.
        List<String> options = ChildJvm.unpackedLibrary(temporary.resolve("libraries"));
        List<String> command = ChildJvm.command(options, main, arguments);
        return shell("ulimit -S -f " + FILE_LIMIT + " && exec \"$@\"", command);
    }

    private List<String> mounted(Class<?> main, String... arguments) {
        var command = new ArrayList<String>(List.of("unshare", "-rm"));
        command.addAll(shell(
                "mount -t tmpfs -o size=96m tmpfs " + temporary + " && exec \"$@\"",
                ChildJvm.command(main, arguments)));
        return command;
    }

    private static List<String> shell(String script, List<String> command) {
        var shell = new ArrayList<String>(List.of("/bin/bash", "-c", script, "bash"));
        shell.addAll(command);
        return shell;
    }

    private boolean canMount() throws InterruptedException {
        try {
            return new ProcessBuilder("unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", temporary.toString())
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noUnshare) {
            return false;
        }
    }

    /** Commits until it failed so often and succeeded once more; or dies at the last failure, if told to. */
    static final class CommitThroughFailures {
        private CommitThroughFailures() {}

        public static void main(String[] arguments) {
            int failures = Integer.parseInt(arguments[1]);
            RocksDbStore store = RocksDbStore.at(Path.of(arguments[0]));
            var groups = new KillTest.Groups(store);
            while (true) {
                try {
                    System.out.println("acknowledged " + groups.commitNext());
                    if (failures == 0) {
                        Runtime.getRuntime().halt(0);
                    }
                } catch (StoreException e) {
                    System.out.println("failed " + e.getMessage());
                    if (--failures == 0 && arguments.length > 2) {
                        Runtime.getRuntime().halt(0);
                    }
                    groups = new KillTest.Groups(store);
                }
            }
        }
    }

    /** Fills the file system it is given, commits in vain, makes room and goes on. */
    static final class FillAndFree {
        private FillAndFree() {}

        public static void main(String[] arguments) throws IOException {
            Path root = Path.of(arguments[0]);
            Path data = root.resolve("data");
            Path filler = root.resolve("filler");
            try (RocksDbStore store = RocksDbStore.at(data)) {
                var groups = new KillTest.Groups(store);
                groups.commitNext();
                fill(filler);
                long acknowledged = commitUntilItFails(groups);
                for (int i = 0; i < 2; i++) {
                    groups = new KillTest.Groups(store);
                    commitUntilItFails(groups);
                }
                check(acknowledged == KillTest.Groups.check(store), "Reads while the disk is full");
                Files.delete(filler);
                groups = new KillTest.Groups(store);
                check(groups.commitNext() == acknowledged + 1, "The first commit after there was room");
                groups.commitNext();
            }
            try (RocksDbStore store = RocksDbStore.at(data)) {
                check(KillTest.Groups.check(store) > 2, "After a restart");
            }
            System.out.println("went on, and everything was there");
        }

        private static long commitUntilItFails(KillTest.Groups groups) {
            long last = 0;
            while (true) {
                try {
                    last = groups.commitNext();
                } catch (StoreException e) {
                    System.out.println("failed " + e.getMessage());
                    return last;
                }
            }
        }

        private static void fill(Path filler) throws IOException {
            byte[] block = new byte[64 << 10];
            try (var out = Files.newOutputStream(filler)) {
                while (true) {
                    out.write(block);
                }
            } catch (IOException full) {
                check(Files.size(filler) > 0, "Filled");
            }
        }

        private static void check(boolean holds, String what) {
            if (!holds) {
                throw new AssertionError(what);
            }
        }
    }
}
