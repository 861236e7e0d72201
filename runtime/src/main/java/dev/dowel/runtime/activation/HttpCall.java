package dev.dowel.runtime.activation;

import dev.dowel.protocol.ActorSpecifier;
import dev.dowel.protocol.ConnectionFrames;
import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.RawValue;
import dev.dowel.runtime.Caller;
import dev.dowel.runtime.ReplySink;
import dev.dowel.runtime.failure.Failure;
import org.jspecify.annotations.Nullable;

/**
 * An action over HTTP: a connection that lasts as long as the action (protocol 3.1). Confined to the actor's turn, except
 * its answer.
 */
record HttpCall(Caller caller, String action, RawValue arguments, ReplySink sink) implements Reply.Remote {

    <S extends @Nullable Object> void run(Activation<S> activation) {
        new HookRunner<>(activation)
                .whileConnected(
                        caller,
                        this::fail,
                        connection -> new ActionRunner<>(activation, action, arguments, connection, this).run());
    }

    @Override
    public Dialect dialect() {
        return ConnectionFrames.payloadDialect(caller.encoding());
    }

    @Override
    public void succeed(ActorSpecifier actor, byte[] output) {
        sink.succeed(actor, output);
    }

    @Override
    public void fail(Failure failure) {
        sink.fail(failure.error(), failure.traceId());
    }
}
