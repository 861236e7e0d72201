package dev.dowel.conformance;

import dev.dowel.conformance.behaviour.Behaviour;
import dev.dowel.conformance.behaviour.JavaSuite;
import dev.dowel.conformance.behaviour.RestartBehaviours;
import dev.dowel.conformance.behaviour.Scene;
import dev.dowel.protocol.Encoding;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Has the Java client do what the published ones do in {@link PublishedClientsIT}, case by case under the same names, in each
 * encoding. The cases mostly wait, so many run at once, against one server on RocksDB; then that is restarted, once, under the
 * connections of all encodings.
 */
final class JavaClientIT {

    private static final int AT_ONCE = 24;

    /** Java clients try ports that refuse, so the server need not wait for them. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    @TempDir
    static Path data;

    private static RestartableServer server;
    private static ExecutorService threads;
    private static final List<AutoCloseable> OPEN = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        server = new RestartableServer(port -> ConformanceServer.builder(port, data)
                .reconnectGrace(GRACE)
                .build()
                .start());
        threads = Executors.newFixedThreadPool(
                AT_ONCE, Thread.ofVirtual().name("case ", 0).factory());
    }

    @AfterAll
    static void stop() throws Exception {
        threads.shutdownNow();
        for (AutoCloseable each : OPEN) {
            each.close();
        }
        server.close();
    }

    /** The names of all cases in an encoding. */
    static List<String> names(Encoding encoding) throws Exception {
        try (var restart = new RestartBehaviours(new Scene("http://nowhere", encoding))) {
            List<Behaviour> all = new ArrayList<>(JavaSuite.of(encoding));
            all.addAll(restart.cases());
            return all.stream().map(Behaviour::name).toList();
        }
    }

    @TestFactory
    List<DynamicTest> everyCaseInEveryEncoding() {
        List<DynamicTest> tests = new ArrayList<>();
        List<Future<?>> first = new ArrayList<>();
        for (Encoding encoding : Encoding.values()) {
            for (Behaviour behaviour : JavaSuite.of(encoding)) {
                Future<?> done = threads.submit(() -> run(behaviour, encoding));
                first.add(done);
                tests.add(named(encoding, behaviour.name(), () -> outcome(done)));
            }
        }
        tests.addAll(afterARestart(first));
        return tests;
    }

    private static Void run(Behaviour behaviour, Encoding encoding) throws Exception {
        try (Scene scene = new Scene(server.endpoint(), encoding)) {
            behaviour.body().run(scene);
        }
        return null;
    }

    private static DynamicTest named(Encoding encoding, String name, Executable test) {
        return DynamicTest.dynamicTest(encoding.wireName() + ": " + name, test);
    }

    /** With the stack of the case, not that of the test that asked for its outcome. */
    private static void outcome(Future<?> done) throws Throwable {
        try {
            done.get();
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }

    private static List<DynamicTest> afterARestart(List<Future<?>> first) {
        Map<Encoding, RestartBehaviours> restarts = new EnumMap<>(Encoding.class);
        List<DynamicTest> tests = new ArrayList<>();
        for (Encoding encoding : Encoding.values()) {
            RestartBehaviours restart = new RestartBehaviours(new Scene(server.endpoint(), encoding));
            OPEN.add(restart);
            restarts.put(encoding, restart);
        }
        FutureTask<Void> restarted = new FutureTask<>(() -> restart(first, restarts));
        Thread.ofVirtual().name("restart").start(restarted);
        restarts.forEach((encoding, restart) -> {
            for (Behaviour behaviour : restart.cases()) {
                tests.add(named(encoding, behaviour.name(), () -> {
                    outcome(restarted);
                    run(behaviour, encoding); // in a scene of its own, which it does not use
                }));
            }
        });
        return tests;
    }

    private static Void restart(List<Future<?>> first, Map<Encoding, RestartBehaviours> restarts) throws Exception {
        for (Future<?> each : first) {
            await(each);
        }
        List<Future<?>> prepared = new ArrayList<>();
        restarts.values().forEach(each -> prepared.add(threads.submit(each::before)));
        for (Future<?> each : prepared) {
            each.get();
        }
        Future<?> restart = threads.submit(server::restart);
        for (RestartBehaviours each : restarts.values()) {
            each.meanwhile();
        }
        restart.get();
        return null;
    }

    /** Whatever the outcome: it is told by the case's own test. */
    private static void await(Future<?> done) throws InterruptedException {
        try {
            done.get();
        } catch (ExecutionException e) {
            // see above
        }
    }
}
