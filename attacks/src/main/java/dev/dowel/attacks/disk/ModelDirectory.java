package dev.dowel.attacks.disk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A directory: which names are on the disk, and which were given and taken since. Used by one thread.
 *
 * <p>The sync of a file does not save its name: some file systems do that, none promises it. What was done to one directory
 * reaches the disk in order, as in every file system with a journal.
 */
final class ModelDirectory implements ModelNode {

    /** Names that change together, each with its new node or none. */
    private record Change(long sequence, Map<String, Optional<ModelNode>> names) {}

    private final Map<String, ModelNode> durable = new HashMap<>();
    private final Map<String, ModelNode> current = new HashMap<>();
    private final List<Change> pending = new ArrayList<>();

    /** A node that was there from the beginning. */
    void holds(String name, ModelNode node) {
        durable.put(name, node);
        current.put(name, node);
    }

    @Nullable
    ModelNode get(String name) {
        return current.get(name);
    }

    void put(long sequence, String name, ModelNode node) {
        change(sequence, Map.of(name, Optional.of(node)));
    }

    void remove(long sequence, String name) {
        if (current.containsKey(name)) {
            change(sequence, Map.of(name, Optional.empty()));
        }
    }

    void rename(long sequence, String from, String to) {
        if (current.containsKey(from)) {
            ModelNode node = Objects.requireNonNull(current.get(from));
            change(sequence, Map.of(from, Optional.empty(), to, Optional.of(node)));
        }
    }

    private void change(long sequence, Map<String, Optional<ModelNode>> names) {
        var change = new Change(sequence, names);
        apply(change, current);
        pending.add(change);
    }

    private static void apply(Change change, Map<String, ModelNode> names) {
        change.names().forEach((name, node) -> {
            if (node.isPresent()) {
                names.put(name, node.get());
            } else {
                names.remove(name);
            }
        });
    }

    @Override
    public void synced(long upTo) {
        while (!pending.isEmpty() && pending.getFirst().sequence() <= upTo) {
            apply(pending.removeFirst(), durable);
        }
    }

    /** Which names there are after a power failure. */
    Map<String, ModelNode> after(Loss loss, RandomGenerator random) {
        int kept = switch (loss) {
            case ALL -> 0;
            case NONE -> pending.size();
            case TAIL, SECTORS -> random.nextInt(pending.size() + 1);
        };
        Map<String, ModelNode> names = new HashMap<>(durable);
        pending.subList(0, kept).forEach(change -> apply(change, names));
        return names;
    }
}
