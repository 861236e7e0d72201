package dev.dowel.testkit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is not there yet. Who waits for it lets the actors run meanwhile: nobody else would. Test's thread only.
 *
 * @param <R> the answer
 */
final class TestFuture<R extends @Nullable Object> extends CompletableFuture<R> {

    private final Engine engine;
    private final String what;

    /**
     * An answer.
     *
     * @param what was asked, for people
     */
    TestFuture(Engine engine, String what) {
        this.engine = engine;
        this.what = what;
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<U> newIncompleteFuture() {
        return new TestFuture<>(engine, what);
    }

    @Override
    public R join() {
        engine.await(this::isDone, what);
        return super.join();
    }

    @Override
    public R get() throws InterruptedException, ExecutionException {
        engine.await(this::isDone, what);
        return super.get();
    }

    /** Waits for some of the test's time, as long as everything else does. */
    @Override
    public R get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        if (!isDone()) {
            engine.advanceUntil(this::isDone, Duration.of(timeout, unit.toChronoUnit()));
        }
        return super.get(0, unit);
    }
}
