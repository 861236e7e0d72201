package dev.dowel.server;

import dev.dowel.protocol.ActorSpecifier;
import dev.dowel.protocol.HttpBodies;
import dev.dowel.runtime.Caller;
import dev.dowel.runtime.ReplySink;

/** One stateless call (protocol 3.1). Threads as in {@link StatelessExchange}. */
final class ActionExchange extends StatelessExchange implements ReplySink {

    private static final byte[] NOTHING = {};

    private final Route.Action route;

    // Written by the thread that answers, before the entry is posted; read by the loop, after.
    private byte[] output = NOTHING;

    ActionExchange(HttpExchange exchange, Route.Action route) {
        super(exchange);
        this.route = route;
    }

    /** Hands the call to the runtime. */
    void call(BoundedBytes body) {
        begin(route.target(), route.path(), route.skipReadyWait(), body);
    }

    @Override
    void start(Caller caller, byte[] body) {
        exchange()
                .gateway()
                .runtime()
                .call(route.target(), caller, route.name(), HttpBodies.readActionRequest(encoding(), body), this);
    }

    @Override
    public void succeed(ActorSpecifier actor, byte[] result) {
        output = result;
        answered(actor);
    }

    @Override
    byte[] answer() {
        return HttpBodies.actionResponse(encoding(), output);
    }
}
