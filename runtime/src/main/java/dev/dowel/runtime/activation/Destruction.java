package dev.dowel.runtime.activation;

import dev.dowel.ActorHook;
import dev.dowel.runtime.commit.Output;
import dev.dowel.runtime.connection.ActorConnection;
import dev.dowel.runtime.failure.Failure;
import dev.dowel.runtime.turn.Turn;
import java.util.List;

/**
 * The end of an actor for ever. Confined to the turn that destroys it.
 *
 * <p>The hooks run in that turn, so that the actor is either destroyed with its farewell said, or not at all. Its sockets
 * close when that is durable, after everything the turn sent.
 *
 * @param connections those that are open at the end of the turn
 */
record Destruction(Activation<?> activation, List<ActorConnection> connections) {

    private interface Hook {
        void run() throws Exception;
    }

    /** Runs {@code onDestroy}, and {@code onDisconnect} for every connection. Does not throw. */
    void runHooks(Turn turn) {
        guarded("onDestroy", () -> activation.behavior().onDestroy());
        if (activation.definition().hooks().contains(ActorHook.ON_DISCONNECT)) {
            for (ActorConnection connection : connections) {
                guarded("onDisconnect", () -> activation.behavior().onDisconnect(connection));
            }
        }
        turn.takeStarts(); // what was to start beside the actor's calls has no actor any more
    }

    /** An actor that cannot be destroyed would be worse than one that misses its farewell. */
    private void guarded(String what, Hook hook) {
        try {
            hook.run();
        } catch (Exception e) {
            activation
                    .parts()
                    .boundary()
                    .internal(
                            e, activation.parts().address(), activation.parts().actorId(), what);
        }
    }

    /** Leaves with the commit. */
    Output output() {
        return new Output() {
            @Override
            public void release() {
                end(Ending.DESTROYED);
            }

            @Override
            public void fail(Failure failure) {
                end(Ending.DISCARDED);
            }
        };
    }

    private void end(Ending ending) {
        connections.forEach(connection -> connection.closeSocket(ending.closeCode(), ending.reason()));
        activation.departure().gone(ending.stopReason());
    }
}
