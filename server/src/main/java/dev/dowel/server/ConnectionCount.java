package dev.dowel.server;

import java.util.concurrent.atomic.AtomicInteger;

/** How many connections are open, and what a further one may do. Thread safe. */
final class ConnectionCount {

    /** What a new connection is there for. */
    enum Admission {
        SERVED,
        /** It is told that there are too many. */
        SHED,
        /** There are too many to tell it. */
        CUT
    }

    private final GatewayLimits limits;
    private final AtomicInteger open = new AtomicInteger();

    ConnectionCount(GatewayLimits limits) {
        this.limits = limits;
    }

    /** Counts a connection. */
    Admission opened() {
        int count = open.incrementAndGet();
        if (count <= limits.connections()) {
            return Admission.SERVED;
        }
        return count <= limits.connections() + limits.shedConnections() ? Admission.SHED : Admission.CUT;
    }

    void closed() {
        open.decrementAndGet();
    }
}
