package dev.dowel.attacks.disk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The layer of {@code disk.c} below one process: its library, its journal and its faults. Thread safe.
 *
 * <p>What is set takes effect with the process's next operation.
 */
final class Shim {

    /** Kinds of files, with the shim's numbers. */
    enum Kind {
        OTHER(0),
        LOG(1),
        TABLE(2),
        BOOKS(3),
        DIRECTORY(4);

        private final int bit;

        Kind(int number) {
            this.bit = 1 << number;
        }
    }

    /** What is set and counted, with the shim's numbers. */
    private enum Control {
        SYNC_ERROR(0),
        SYNC_TIMES(1),
        WRITE_ERROR(2),
        WRITE_TIMES(3),
        READ_ONLY(4),
        SYNC_DELAY(5),
        KINDS(6),
        FORGET(7),
        FAULTS(8),
        SYNCS(9),
        LIE(10);

        private final int number;

        Control(int number) {
            this.number = number;
        }
    }

    static final int EIO = 5;
    static final int ENOSPC = 28;
    static final int ALWAYS = -1;
    static final int NO_NOTES = -1;

    private static final int CONTROL_BYTES = 64 * Integer.BYTES;

    private final Path library;
    private final Path journal;
    private final Path control;
    private final Path root;
    private final IntBuffer controls;
    private final AtomicInteger noteless = new AtomicInteger();
    private volatile boolean takesNotes = true;

    private Shim(Path library, Path folder, Path root, IntBuffer controls) {
        this.library = library;
        this.journal = folder.resolve("journal");
        this.control = folder.resolve("control");
        this.root = root;
        this.controls = controls;
    }

    /** Whether this machine can build it: it has a C compiler and Linux's way of loading libraries. */
    static boolean canBeBuilt() {
        try {
            return System.getProperty("os.name").equals("Linux")
                    && new ProcessBuilder("cc", "--version")
                                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                                    .start()
                                    .waitFor()
                            == 0;
        } catch (IOException noCompiler) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Compiles the library into a directory. */
    static Path build(Path directory) throws IOException, InterruptedException {
        Path source = directory.resolve("disk.c");
        try (InputStream in = Shim.class.getResourceAsStream("disk.c")) {
            if (in == null) {
                throw new IOException("disk.c is missing");
            }
            Files.copy(in, source);
        }
        Path library = directory.resolve("disk.so");
        Process compiler = new ProcessBuilder(
                        List.of("cc", "-shared", "-fPIC", "-O2", "-o", library.toString(), source.toString(), "-ldl"))
                .inheritIO()
                .start();
        if (compiler.waitFor() != 0) {
            throw new IOException("disk.c does not compile");
        }
        return library;
    }

    /**
     * Prepares a process.
     *
     * @param folder an empty one, for the journal and the faults
     * @param root what the process's files are below
     */
    static Shim below(Path root, Path library, Path folder) throws IOException {
        Path control = Files.write(folder.resolve("control"), new byte[CONTROL_BYTES]);
        try (FileChannel file = FileChannel.open(control, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            IntBuffer controls = file.map(FileChannel.MapMode.READ_WRITE, 0, CONTROL_BYTES)
                    .order(ByteOrder.nativeOrder())
                    .asIntBuffer();
            return new Shim(library, folder, root, controls);
        }
    }

    /** What the process is started with. */
    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD", library.toString(),
                "DISK_ROOT", root.toString(),
                "DISK_JOURNAL", journal.toString(),
                "DISK_CONTROL", control.toString());
    }

    Path root() {
        return root;
    }

    Path journal() {
        return journal;
    }

    /** Everything that has happened by now is in so much of the journal. */
    long journalLength() {
        try {
            return Files.exists(journal) ? Files.size(journal) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How often the disk stopped to take the store's own notes, or {@link #NO_NOTES} while it takes none. */
    int notes() {
        return takesNotes ? noteless.get() : NO_NOTES;
    }

    private void takeNoNotes() {
        noteless.incrementAndGet();
        takesNotes = false;
    }

    /** Makes the next so many syncs of some kinds of files fail, or {@link #ALWAYS} all. */
    void failSyncs(int error, int times, Set<Kind> kinds) {
        if (kinds.contains(Kind.OTHER)) {
            takeNoNotes();
        }
        set(Control.KINDS, mask(kinds));
        set(Control.SYNC_ERROR, error);
        set(Control.SYNC_TIMES, times);
    }

    /** Makes the next so many writes of some kinds of files fail, half done. */
    void failWrites(int error, int times, Set<Kind> kinds) {
        if (kinds.contains(Kind.OTHER)) {
            takeNoNotes();
        }
        set(Control.KINDS, mask(kinds));
        set(Control.WRITE_ERROR, error);
        set(Control.WRITE_TIMES, times);
    }

    /** Makes everything fail that changes anything. */
    void readOnly() {
        takeNoNotes();
        set(Control.READ_ONLY, 1);
    }

    /** Makes every sync take so much longer. */
    void delaySyncs(int milliseconds) {
        set(Control.SYNC_DELAY, milliseconds);
    }

    /** From the process's start: failed syncs throw away what was not synced, which programs then no longer read either. */
    void forgetWhatFails() {
        set(Control.FORGET, 1);
    }

    /** From the process's start: syncs of RocksDB's logs succeed and do nothing, as if commits were not synced. */
    void lieAboutSyncs() {
        set(Control.LIE, 1);
    }

    /** Ends all faults. */
    void heal() {
        set(Control.SYNC_TIMES, 0);
        set(Control.WRITE_TIMES, 0);
        set(Control.READ_ONLY, 0);
        set(Control.SYNC_DELAY, 0);
        takesNotes = true;
    }

    /** How many operations were made to fail. */
    int faults() {
        return controls.get(Control.FAULTS.number);
    }

    /** How many syncs succeeded. */
    int syncs() {
        return controls.get(Control.SYNCS.number);
    }

    private void set(Control what, int value) {
        controls.put(what.number, value);
    }

    private static int mask(Set<Kind> kinds) {
        return kinds.stream().mapToInt(kind -> kind.bit).sum();
    }
}
