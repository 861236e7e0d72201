package dev.dowel.runtime.activation;

import dev.dowel.protocol.ActorSpecifier;
import dev.dowel.protocol.Dialect;
import dev.dowel.runtime.commit.SealedTurn;
import dev.dowel.runtime.failure.Failure;
import dev.dowel.runtime.turn.Turn;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Where the answer to an action goes. One of its functions is called, once, on any thread, and must not block. */
sealed interface Reply {

    /** What the result is written in. */
    Dialect dialect();

    /** Tells that nothing of the action happened. */
    void fail(Failure failure);

    /** A caller outside: it gets the result when the gate opens. */
    non-sealed interface Remote extends Reply {
        void succeed(ActorSpecifier actor, byte[] output);
    }

    /** An actor of this server: it gets the result at the seal, and the gate of its own turn waits for what it depends on. */
    non-sealed interface Local extends Reply {
        void succeed(byte[] output, @Nullable SealedTurn dependsOn);

        /** When the caller gives up, on the runtime's nanosecond clock; nothing if it waits without end. */
        OptionalLong deadline();

        /** The turn that answers begins. False if the caller has given up. */
        boolean begin(Turn turn);
    }
}
