package dev.dowel.conformance.suite;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.ConnectRequest;
import dev.dowel.ReadOnly;
import dev.dowel.UserError;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Actors that refuse callers who ask for it. Each is confined to its turn. */
final class BeforeConnectActors {

    private BeforeConnectActors() {}

    /** With an error for the caller. */
    @ActorType("beforeConnectRejectActor")
    static final class Reject extends Actor<Void> {

        record RejectWish(@Nullable Boolean shouldReject) {}

        @Override
        protected void onBeforeConnect(ConnectRequest request) {
            if (request.hasParams()
                    && Boolean.TRUE.equals(request.params(RejectWish.class).shouldReject())) {
                throw new UserError("connection_rejected", "The policy says no.", Map.of("reason", "test"));
            }
        }

        @ReadOnly
        @Action
        public String ping() {
            return "pong";
        }
    }

    /** With an error that is none of the caller's business. */
    @ActorType("beforeConnectGenericErrorActor")
    static final class GenericError extends Actor<Void> {

        record FailWish(@Nullable Boolean shouldFail) {}

        @Override
        protected void onBeforeConnect(ConnectRequest request) {
            if (request.hasParams()
                    && Boolean.TRUE.equals(request.params(FailWish.class).shouldFail())) {
                throw new IllegalStateException("Something broke before the connection.");
            }
        }

        @ReadOnly
        @Action
        public String ping() {
            return "pong";
        }
    }
}
