package dev.dowel.conformance.suite;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorError;
import dev.dowel.ActorType;
import dev.dowel.ConnectRequest;
import dev.dowel.CreateRequest;
import dev.dowel.ReadOnly;
import org.jspecify.annotations.Nullable;

/** Refuses connections with an error of a group of its own. Confined to the actor's turn. */
@ActorType("connErrorSerializationActor")
final class ConnErrorSerializationActor extends Actor<ConnErrorSerializationActor.State> {

    record State(long value) {}

    /** What callers connect with. */
    record Wish(@Nullable Boolean shouldThrow) {}

    /** What a connection remembers. */
    record Initialized(boolean initialized) {}

    @Override
    protected State createState(CreateRequest request) {
        return new State(0);
    }

    @Override
    protected Initialized createConnectionState(ConnectRequest request) {
        if (request.hasParams()
                && Boolean.TRUE.equals(request.params(Wish.class).shouldThrow())) {
            throw new ActorError("connection", "custom_error", "No connection today.", null);
        }
        return new Initialized(true);
    }

    @ReadOnly
    @Action
    public long getValue() {
        return state().value();
    }
}
