package dev.dowel.runtime.activation;

import dev.dowel.runtime.commit.Output;
import dev.dowel.runtime.failure.Failure;
import dev.dowel.runtime.failure.Failures;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Code from a thread outside of the actor's turns, run as a turn of its own. The caller gets its result when the turn is
 * durable, and what it threw as it was. Stateless.
 */
final class OutsideCode {

    private OutsideCode() {}

    static <T extends @Nullable Object> T run(Activation<?> activation, Callable<T> code) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        activation.parts().token().enqueue(() -> {
            if (activation.isClosed()) {
                result.completeExceptionally(Failures.stopped().toException());
            } else {
                run(activation, code, result);
            }
        });
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception thrown ? thrown : e;
        }
    }

    private static <T extends @Nullable Object> void run(
            Activation<?> activation, Callable<T> code, CompletableFuture<T> result) {
        TurnPlan plan = new TurnPlan(
                "inTurn",
                activation.definition().settings().actionTimeout(),
                Failures.actionTimedOut(),
                null,
                failure -> result.completeExceptionally(failure.toException()));
        activation.turns().run(plan, turn -> {
            T value;
            try {
                value = code.call();
            } catch (Exception e) {
                result.completeExceptionally(e); // it is the caller's to handle; the turn is undone all the same
                throw e;
            }
            turn.add(new Result<>(result, value));
        });
    }

    private record Result<T extends @Nullable Object>(CompletableFuture<T> result, T value) implements Output {

        @Override
        public void release() {
            result.complete(value);
        }

        @Override
        public void fail(Failure failure) {
            result.completeExceptionally(failure.toException());
        }
    }
}
