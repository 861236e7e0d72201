package dev.dowel.attacks.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server says what is the matter with its disk, loses nothing, and goes on by itself when the disk does. */
class DiskHealthIT {

    private static final String LEDGER = "ledger";
    private static final String CALLER = "caller";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SLOW_MILLIS = 2000;

    @TempDir
    Path folder;

    private Shim shim;
    private LedgerProcess server;
    private LedgerCalls calls;
    private long number;

    @BeforeEach
    void start() throws Exception {
        assumeThat(Shim.canBeBuilt()).as("A C compiler (cc) on Linux").isTrue();
        Path real = folder.toRealPath();
        Path root = Files.createDirectory(real.resolve("disk"));
        shim = Shim.below(root, Shim.build(real), real);
        server = LedgerProcess.start(shim, root.resolve("data"), real.resolve("server.err"));
        calls = new LedgerCalls(server.endpoint());
        add();
    }

    @AfterEach
    void stop() {
        if (calls != null) {
            calls.close();
            server.close();
        }
    }

    @Test
    void aDiskWithErrorsIsReportedAndComesBackWithoutARestartOrACall() throws Exception {
        shim.failSyncs(Shim.EIO, Shim.ALWAYS, EnumSet.allOf(Shim.Kind.class));
        assertFailsAndComesBack("io_error");
    }

    @Test
    void aFullDiskIsReportedAndComesBackWithoutARestartOrACall() throws Exception {
        shim.failWrites(Shim.ENOSPC, Shim.ALWAYS, EnumSet.of(Shim.Kind.LOG, Shim.Kind.TABLE, Shim.Kind.BOOKS));
        assertFailsAndComesBack("disk_full");
    }

    @Test
    void aReadOnlyDiskIsReportedAndComesBackWithoutARestartOrACall() throws Exception {
        shim.readOnly();
        assertFailsAndComesBack("read_only");
    }

    @Test
    void aSlowDiskIsReportedWhileCallsWaitAndLosesNothing() throws Exception {
        shim.delaySyncs(SLOW_MILLIS);
        CompletableFuture<Duration> slow = CompletableFuture.supplyAsync(() -> {
            long start = System.nanoTime();
            addUnchecked();
            return Duration.ofNanos(System.nanoTime() - start);
        });
        await(() -> health().body().path("store").path("status").asString("").equals("slow"));
        LedgerCalls.Health health = calls.health();
        assertThat(health.status()).isEqualTo(200);
        assertThat(health.body().path("status").asString("")).isEqualTo("ok");
        assertThat(health.body().path("store").path("commitMs").asLong(0)).isGreaterThanOrEqualTo(1000);

        assertThat(slow.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
        shim.heal();
        add();
        await(() -> health().body().path("store").path("status").asString("").equals("ok"));
        assertThat(calls.last(LEDGER, CALLER)).isEqualTo(number);
    }

    private void assertFailsAndComesBack(String reason) throws Exception {
        await(() -> {
            try {
                calls.add(LEDGER, CALLER, number + 1, 0);
                number++;
                return false;
            } catch (LedgerCalls.RefusedException e) {
                assertThat(e.code()).isEqualTo("store.unavailable");
                return true;
            }
        });
        LedgerCalls.Health failing = calls.health();
        assertThat(failing.status()).isEqualTo(503);
        assertThat(failing.body().path("status").asString("")).isEqualTo("failing");
        assertThat(failing.body().path("store").path("status").asString("")).isEqualTo("failing");
        assertThat(failing.body().path("store").path("reason").asString("")).isEqualTo(reason);
        assertThat(failing.body().toString()).doesNotContain("/").doesNotContain("rror:");

        shim.heal();
        await(() -> health().status() == 200);
        assertThat(calls.last(LEDGER, CALLER))
                .as("nothing that failed is there")
                .isEqualTo(number);
        add();
    }

    private LedgerCalls.Health health() throws IOException, InterruptedException {
        return calls.health();
    }

    private void add() throws Exception {
        calls.add(LEDGER, CALLER, number + 1, 0);
        number++;
    }

    private void addUnchecked() {
        try {
            add();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void await(BadWeather.Expected expected) throws IOException, InterruptedException {
        assertThat(BadWeather.await(expected, System.nanoTime() + PATIENCE.toNanos()))
                .isTrue();
    }
}
