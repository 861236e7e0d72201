package dev.dowel.attacks.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A directory and what the system holds of it in memory, at one moment of a {@link Journal}. Used by one thread.
 *
 * <p>It knows what is on the disk: what was there at the beginning, and what a sync that succeeded has put there. Of
 * everything else a power failure leaves what a {@link Loss} says.
 */
final class ModelDisk implements AutoCloseable {

    private record Sync(ModelNode node, long upTo) {}

    private static final int CREATED = 1;
    private static final int TRUNCATED = 2;
    private static final int DIRECTORY = 4;

    private final Path root;
    private final Journal journal;
    private final RandomGenerator random;
    private final ModelDirectory top;
    private final Map<Integer, ModelNode> open = new HashMap<>();
    private final Map<Long, Sync> syncs = new HashMap<>();
    private Journal.Step ahead;
    private boolean ended;
    private long sequence;

    private ModelDisk(Path root, Journal journal, ModelDirectory top, RandomGenerator random, Journal.Step first) {
        this.root = root;
        this.journal = journal;
        this.top = top;
        this.random = random;
        this.ahead = first;
    }

    /**
     * The disk at the beginning of a journal.
     *
     * @param root the directory as the process named it
     * @param before what was in it, all of it on the disk
     */
    static ModelDisk at(Path root, Path before, Path journal, RandomGenerator random) throws IOException {
        Journal read = Journal.open(journal);
        Journal.Step first = Objects.requireNonNull(read.next(), "The journal is empty: the shim was not loaded");
        return new ModelDisk(root, read, load(before), random, first);
    }

    private static ModelDirectory load(Path directory) throws IOException {
        var node = new ModelDirectory();
        try (Stream<Path> entries = Files.list(directory)) {
            for (Path entry : entries.toList()) {
                String name = entry.getFileName().toString();
                node.holds(name, Files.isDirectory(entry) ? load(entry) : new ModelFile(Files.readAllBytes(entry)));
            }
        }
        return node;
    }

    /** Goes on to the last moment at which the journal was no longer than this. */
    void advance(long length) throws IOException {
        while (!ended && ahead.end() <= length) {
            sequence++;
            take(ahead);
            Journal.Step next = journal.next();
            if (next == null) {
                ended = true;
            } else {
                ahead = next;
            }
        }
    }

    private void take(Journal.Step step) {
        switch (step.operation()) {
            case OPEN -> open(step);
            case CLOSE -> open.remove(step.fd());
            case WRITE -> file(step).write(sequence, step.number(), step.first());
            case RESIZE -> file(step).resize(sequence, step.number());
            case RENAME -> rename(Path.of(step.path()), Path.of(step.second()));
            case UNLINK -> parent(Path.of(step.path())).remove(sequence, name(Path.of(step.path())));
            case MKDIR -> parent(Path.of(step.path())).put(sequence, name(Path.of(step.path())), new ModelDirectory());
            case SYNC_BEGIN -> syncs.put(step.token(), new Sync(node(step.fd()), sequence));
            case SYNC_END -> ended(step);
            case UNKNOWN -> throw new IllegalStateException("Not modelled: " + step.path());
        }
    }

    private void open(Journal.Step step) {
        Path path = Path.of(step.path());
        if ((step.number() & DIRECTORY) != 0) {
            open.put(step.fd(), directory(path));
            return;
        }
        ModelDirectory parent = parent(path);
        if ((step.number() & CREATED) != 0 || parent.get(name(path)) == null) {
            parent.put(sequence, name(path), new ModelFile(new byte[0]));
        }
        ModelFile file = (ModelFile) Objects.requireNonNull(parent.get(name(path)));
        if ((step.number() & TRUNCATED) != 0) {
            file.resize(sequence, 0);
        }
        open.put(step.fd(), file);
    }

    private void rename(Path from, Path to) {
        if (!parent(from).equals(parent(to))) {
            throw new IllegalStateException("Not modelled: from " + from + " to " + to);
        }
        parent(from).rename(sequence, name(from), name(to));
    }

    private void ended(Journal.Step step) {
        Sync sync = Objects.requireNonNull(syncs.remove(step.token()));
        if (step.number() == 1) {
            sync.node().synced(sync.upTo());
        } else if (sync.node() instanceof ModelFile file) {
            if (step.number() == 0) {
                file.syncFailed(sync.upTo(), random);
            } else {
                file.forgotten();
            }
        }
    }

    private ModelFile file(Journal.Step step) {
        return (ModelFile) node(step.fd());
    }

    private ModelNode node(int fd) {
        return Objects.requireNonNull(open.get(fd), () -> "Nothing is open as " + fd);
    }

    private ModelDirectory parent(Path path) {
        return directory(Objects.requireNonNull(path.getParent()));
    }

    private ModelDirectory directory(Path path) {
        ModelDirectory found = top;
        Path below = root.relativize(path);
        if (!below.toString().isEmpty()) {
            for (Path part : below) {
                found = (ModelDirectory) Objects.requireNonNull(found.get(part.toString()), path::toString);
            }
        }
        return found;
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    /** Makes a directory that is as a power failure at this moment leaves it. */
    void writeAfter(Loss loss, RandomGenerator chance, Path target) throws IOException {
        write(top, loss, chance, target);
    }

    private static void write(ModelDirectory directory, Loss loss, RandomGenerator chance, Path target)
            throws IOException {
        Files.createDirectories(target);
        // In order, so that the same chance makes the same disk.
        for (Map.Entry<String, ModelNode> entry : new TreeMap<>(directory.after(loss, chance)).entrySet()) {
            Path path = target.resolve(entry.getKey());
            switch (entry.getValue()) {
                case ModelDirectory below -> write(below, loss, chance, path);
                case ModelFile file -> Files.write(path, file.after(loss, chance));
            }
        }
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }
}
