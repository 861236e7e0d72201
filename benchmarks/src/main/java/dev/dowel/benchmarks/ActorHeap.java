package dev.dowel.benchmarks;

import dev.dowel.ActorKey;
import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.RawValue;
import dev.dowel.protocol.Values;
import dev.dowel.rocksdb.RocksDbStore;
import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.ActorRuntime;
import dev.dowel.runtime.Caller;
import dev.dowel.runtime.Target;
import dev.dowel.runtime.store.ActorStore;
import dev.dowel.runtime.store.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How much live heap one loaded, idle actor takes: loads actors through the runtime, one call each, and compares the heap
 * after full collections. Run as {@code ActorHeap [actors] [rocksdb|memory] [classes]}; {@code classes} adds what the heap
 * grew by, class by class. Main thread only.
 */
public final class ActorHeap {

    private static final int WARM_UP = 2_000;
    private static final int CLASSES_SHOWN = 30;

    private final ActorRuntime runtime;
    private final ReplyWindow window = new ReplyWindow(Encoding.JSON, 64);
    private final Caller caller = new Caller(null, Encoding.JSON, "/action/increment", Map.of(), "127.0.0.1:50000");
    private final RawValue arguments = RawValue.of(Values.encodeArguments(Dialect.JSON, 1L), Dialect.JSON);

    private ActorHeap(ActorRuntime runtime) {
        this.runtime = runtime;
    }

    /** Measures and prints one line, and the classes if they were asked for. */
    public static void main(String[] args) throws IOException {
        int actors = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        boolean inMemory = args.length > 1 && args[1].equals("memory");
        boolean classes = List.of(args).contains("classes");
        Path directory = Files.createTempDirectory("dowel-heap");
        try (ActorStore store = inMemory ? new MemoryStore() : RocksDbStore.at(directory.resolve("data"));
                ActorRuntime runtime = ActorRuntime.builder()
                        .actor(Counter.sleepingAfter(BenchServer.NO_SLEEP))
                        .store(store)
                        .build()) {
            var heap = new ActorHeap(runtime);
            heap.measure(actors, inMemory ? "memory" : "rocksdb");
            if (classes) {
                heap.listClasses(actors);
            }
        } finally {
            delete(directory);
        }
    }

    private void measure(int actors, String store) {
        load("warm", WARM_UP);
        long before = LiveHeap.now().bytes();
        load("actor", actors);
        long grown = LiveHeap.now().bytes() - before;
        System.out.printf(
                Locale.ROOT,
                "actors=%d store=%s kbPerActor=%.3f heapMb=%.1f%n",
                actors,
                store,
                grown / 1e3 / actors,
                grown / 1e6);
    }

    /** Loads as many again: counting by class leaves objects of its own behind, which must not be in the figure. */
    private void listClasses(int actors) {
        LiveHeap before = LiveHeap.now();
        load("listed", actors);
        LiveHeap.now().growthSince(before).limit(CLASSES_SHOWN).forEach(System.out::println);
    }

    private void load(String prefix, int actors) {
        for (int number = 0; number < actors; number++) {
            var address = new ActorAddress("default", "counter", ActorKey.of(prefix + number));
            runtime.call(new Target.GetOrCreate(address, null), caller, "increment", arguments, window.next());
        }
        window.drain();
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
