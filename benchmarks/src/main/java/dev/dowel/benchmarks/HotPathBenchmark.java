package dev.dowel.benchmarks;

import dev.dowel.ActorDefinition;
import dev.dowel.ActorKey;
import dev.dowel.metrics.DowelMetrics;
import dev.dowel.protocol.ConnectionFrames;
import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.HttpBodies;
import dev.dowel.protocol.Values;
import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.ActorRuntime;
import dev.dowel.runtime.Caller;
import dev.dowel.runtime.RuntimeListener;
import dev.dowel.runtime.Target;
import dev.dowel.runtime.store.MemoryStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One action from request bytes to reply bytes: decode, mailbox, turn, seal, commit, gate, encode, with a store in memory and
 * without sockets. The benchmark's thread stands for the event loop. Confined to one JMH thread.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class HotPathBenchmark {

    /** Whether metrics are counted: {@code -jvmArgsAppend -Ddowel.metrics=true}. */
    private static final boolean METERED = Boolean.getBoolean("dowel.metrics");

    private static final int IN_FLIGHT = 64;
    private static final int BATCH = 1_024;

    @Param({"JSON", "CBOR", "BARE"})
    public Encoding encoding = Encoding.JSON;

    @Param({"1", "1000"})
    public int actors = 1;

    private final MemoryStore store = new MemoryStore();
    private final ActorRuntime runtime = ActorRuntime.builder()
            .actor(ActorDefinition.of(Counter.class))
            .store(store)
            .listener(METERED ? DowelMetrics.prometheus() : RuntimeListener.NONE)
            .build();
    private List<Target> targets = List.of();
    private ReplyWindow window = new ReplyWindow(encoding, IN_FLIGHT);
    private Caller caller = new Caller(null, encoding, "/action/increment", Map.of(), "127.0.0.1:50000");
    private byte[] body = {};
    private int turn;

    /** Creates the actors. */
    @Setup
    public void createActors() {
        window = new ReplyWindow(encoding, IN_FLIGHT);
        caller = new Caller(null, encoding, "/action/increment", Map.of(), "127.0.0.1:50000");
        body = HttpBodies.actionRequest(
                encoding, Values.encodeArguments(ConnectionFrames.payloadDialect(encoding), 1L));
        targets = IntStream.range(0, actors).mapToObj(this::create).toList();
    }

    private Target create(int number) {
        var address = new ActorAddress("default", "counter", ActorKey.of("k" + number));
        String id = runtime.getOrCreate(address, null).join().actor().actorId();
        return new Target.ById("default", id);
    }

    /** Ends the runtime's threads. */
    @TearDown
    public void close() {
        runtime.close();
        store.close();
    }

    /** One call, and the wait for its reply: mostly the hand-overs between threads. */
    @Benchmark
    public byte[] alone() {
        call();
        return window.drain();
    }

    /** The cost of a call among 64 that are under way. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public byte[] among64() {
        for (int call = 0; call < BATCH; call++) {
            call();
        }
        return window.drain();
    }

    private void call() {
        Target target = targets.get(turn++ % actors);
        runtime.call(target, caller, "increment", HttpBodies.readActionRequest(encoding, body), window.next());
    }
}
