package dev.dowel.runtime.activation;

import dev.dowel.ActorError;
import dev.dowel.ActorHandle;
import dev.dowel.QueueReply;
import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.RawValue;
import dev.dowel.protocol.Values;
import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.Target;
import dev.dowel.runtime.commit.Output;
import dev.dowel.runtime.commit.SealedTurn;
import dev.dowel.runtime.failure.Failure;
import dev.dowel.runtime.failure.Failures;
import dev.dowel.runtime.turn.Turn;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
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
    private final Target target;

    LocalHandle(Activation<?> caller, Target target) {
        this.caller = caller;
        this.target = target;
    }

    @Override
    protected <R extends @Nullable Object> R invoke(String action, Type returnType, @Nullable Object[] arguments) {
        if (!caller.turns().isInTurn()) {
            return join(this.<R>start(action, returnType, arguments));
        }
        ActorAddress callee = callee();
        caller.waitFor(callee);
        try {
            failOnCycle(callee);
            return join(this.<R>start(action, returnType, arguments));
        } finally {
            caller.waitFor(null);
        }
    }

    @Override
    protected <R extends @Nullable Object> QueueReply<R> enqueue(Sending sending) {
        if (!caller.turns().isInTurn()) {
            return join(LocalSend.<R>start(caller, target, sending));
        }
        if (isSelf()) {
            return LocalSend.toSelf(caller, sending);
        }
        ActorAddress callee = callee();
        caller.waitFor(callee);
        try {
            failOnCycle(callee);
            return join(LocalSend.<R>start(caller, target, sending));
        } finally {
            caller.waitFor(null);
        }
    }

    private boolean isSelf() {
        return switch (target) {
            case Target.Get get -> get.address().equals(caller.parts().address());
            case Target.GetOrCreate create ->
                create.address().equals(caller.parts().address());
            case Target.ById byId -> byId.actorId().equals(caller.parts().actorId());
        };
    }

    @Override
    protected <R extends @Nullable Object> CompletableFuture<QueueReply<R>> enqueueAsync(Sending sending) {
        return LocalSend.start(caller, target, sending);
    }

    /** Whom the call is for, as far as that is known. An actor that does not run waits for nobody. */
    private @Nullable ActorAddress callee() {
        return switch (target) {
            case Target.Get get -> get.address();
            case Target.GetOrCreate create -> create.address();
            case Target.ById byId ->
                caller.parts()
                        .dispatcher()
                        .running(byId.actorId())
                        .map(a -> a.parts().address())
                        .orElse(null);
        };
    }

    private void failOnCycle(@Nullable ActorAddress callee) {
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

    private <R extends @Nullable Object> R join(LocalReply<R> reply) {
        return join(reply.result, reply::giveUp);
    }

    private static <T> T join(CompletableFuture<T> answer) {
        return join(answer, () -> {});
    }

    private static <T extends @Nullable Object> T join(CompletableFuture<T> answer, Runnable giveUp) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            giveUp.run();
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
        return this.<R>start(action, returnType, arguments).result;
    }

    @Override
    protected void invokeAndForget(String action, @Nullable Object[] arguments) {
        RawValue encoded = encode(arguments);
        Runnable send = () -> this.<@Nullable Object>dispatch(action, encoded, void.class, OptionalLong.empty());
        if (caller.turns().isInTurn()) {
            caller.turns().current().add(new SendOutput(send));
        } else {
            send.run();
        }
    }

    private <R extends @Nullable Object> LocalReply<R> start(
            String action, Type returnType, @Nullable Object[] arguments) {
        OptionalLong deadline = caller.turns().isInTurn()
                ? OptionalLong.of(caller.turns().current().deadline())
                : OptionalLong.empty();
        return dispatch(action, encode(arguments), returnType, deadline);
    }

    private static RawValue encode(@Nullable Object[] arguments) {
        return RawValue.of(Values.encodeArguments(Dialect.COMPAT_CBOR, arguments), Dialect.COMPAT_CBOR);
    }

    private <R extends @Nullable Object> LocalReply<R> dispatch(
            String action, RawValue arguments, Type returnType, OptionalLong deadline) {
        LocalReply<R> reply = new LocalReply<>(returnType, deadline);
        caller.parts()
                .dispatcher()
                .dispatch(Work.of(
                        target,
                        activation -> new ActionRunner<>(activation, action, arguments, null, reply).run(),
                        reply::fail));
        return reply;
    }

    private final class LocalReply<R extends @Nullable Object> implements Reply.Local {

        private final CompletableFuture<R> result = new CompletableFuture<>();
        private final Type returnType;
        private final OptionalLong deadline;
        private @Nullable Turn answering;
        private boolean givenUp;

        LocalReply(Type returnType, OptionalLong deadline) {
            this.returnType = returnType;
            this.deadline = deadline;
        }

        @Override
        public OptionalLong deadline() {
            return deadline;
        }

        @Override
        public synchronized boolean begin(Turn turn) {
            answering = turn;
            return !givenUp;
        }

        /** The caller was interrupted: the callee is, too. */
        synchronized void giveUp() {
            givenUp = true;
            if (answering != null) {
                answering.expire();
            }
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
            } catch (RuntimeException | Error e) {
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
