package dev.dowel.runtime.activation;

import dev.dowel.ActorError;
import dev.dowel.ActorHandle;
import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.RawValue;
import dev.dowel.protocol.Values;
import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.Target;
import dev.dowel.runtime.commit.Output;
import dev.dowel.runtime.commit.SealedTurn;
import dev.dowel.runtime.failure.Failure;
import dev.dowel.runtime.failure.Failures;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A handle by which one actor calls another on this server. Usable from any thread; a blocking call within a turn keeps the
 * turn.
 *
 * <p>Values are copied by encoding them, so that no two actors share an object. The callee's result arrives when its turn is
 * sealed, before it is durable: the caller's gate then waits for it.
 *
 * <p><b>Cycles.</b> An actor that waits for another, keeping its token, says so in {@link Activation#waitFor}. Before it
 * waits, it follows these from the callee on. If they lead back to the caller, nobody on the way could ever go on, so the
 * call fails with the path. Each caller writes before it reads, so of the callers that close a cycle together at least one
 * sees it.
 */
final class LocalHandle<A> extends ActorHandle<A> {

    private final Activation<?> caller;
    private final ActorAddress callee;

    LocalHandle(Activation<?> caller, ActorAddress callee) {
        this.caller = caller;
        this.callee = callee;
    }

    @Override
    protected <R extends @Nullable Object> R invoke(String action, Type returnType, @Nullable Object[] arguments) {
        if (!caller.turns().isInTurn()) {
            return join(this.<R>start(action, returnType, arguments));
        }
        caller.waitFor(callee);
        try {
            failOnCycle();
            return join(this.<R>start(action, returnType, arguments));
        } finally {
            caller.waitFor(null);
        }
    }

    private void failOnCycle() {
        ActorAddress self = caller.parts().address();
        List<ActorAddress> path = new ArrayList<>(List.of(self));
        ActorAddress next = callee;
        while (next != null && path.size() < 1_000) {
            path.add(next);
            if (next.equals(self)) {
                throw Failures.callCycle(path).toException();
            }
            next = caller.parts()
                    .dispatcher()
                    .running(next)
                    .map(Activation::waitingFor)
                    .orElse(null);
        }
    }

    private static <R extends @Nullable Object> R join(CompletableFuture<R> result) {
        try {
            return result.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ActorError("actor", "aborted", "The calling action was interrupted.", null, null, e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ActorError error
                    ? error
                    : new IllegalStateException("The call failed.", e.getCause());
        }
    }

    @Override
    protected <R extends @Nullable Object> CompletableFuture<R> invokeAsync(
            String action, Type returnType, @Nullable Object[] arguments) {
        return start(action, returnType, arguments);
    }

    @Override
    protected void invokeAndForget(String action, @Nullable Object[] arguments) {
        RawValue encoded = encode(arguments);
        Runnable send = () -> dispatch(action, encoded, new CompletableFuture<@Nullable Object>(), void.class);
        if (caller.turns().isInTurn()) {
            caller.turns().current().add(new SendOutput(send));
        } else {
            send.run();
        }
    }

    private <R extends @Nullable Object> CompletableFuture<R> start(
            String action, Type returnType, @Nullable Object[] arguments) {
        CompletableFuture<R> result = new CompletableFuture<>();
        dispatch(action, encode(arguments), result, returnType);
        return result;
    }

    private static RawValue encode(@Nullable Object[] arguments) {
        return RawValue.of(Values.encodeArguments(Dialect.COMPAT_CBOR, arguments), Dialect.COMPAT_CBOR);
    }

    private <R extends @Nullable Object> void dispatch(
            String action, RawValue arguments, CompletableFuture<R> result, Type returnType) {
        LocalReply<R> reply = new LocalReply<>(result, returnType);
        caller.parts()
                .dispatcher()
                .dispatch(Work.of(
                        new Target.GetOrCreate(callee, null),
                        activation -> new ActionRunner<>(activation, action, arguments, null, reply).run(),
                        reply::fail));
    }

    private final class LocalReply<R extends @Nullable Object> implements Reply.Local {

        private final CompletableFuture<R> result;
        private final Type returnType;

        LocalReply(CompletableFuture<R> result, Type returnType) {
            this.result = result;
            this.returnType = returnType;
        }

        @Override
        public Dialect dialect() {
            return Dialect.COMPAT_CBOR;
        }

        @Override
        public void succeed(byte[] output, @Nullable SealedTurn dependsOn) {
            if (dependsOn != null) {
                caller.gate().sawResultOf(dependsOn);
            }
            try {
                result.complete(Values.decode(RawValue.of(output, Dialect.COMPAT_CBOR), returnType));
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        }

        @Override
        public void fail(Failure failure) {
            result.completeExceptionally(failure.toException());
        }
    }

    /** A call that leaves with the caller's commit. */
    private record SendOutput(Runnable send) implements Output {

        @Override
        public void release() {
            send.run();
        }

        @Override
        public void fail(Failure failure) {
            // The turn that wanted to send did not happen.
        }
    }
}
