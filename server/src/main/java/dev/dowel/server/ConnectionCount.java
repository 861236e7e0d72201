package dev.dowel.server;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
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

    /** What the store may have open, and then some. A process that is allowed few keeps half of them. */
    private static final int OTHER_DESCRIPTORS = 1024;

    private static final int SHED_PART = 10;

    private final int served;
    private final int shed;
    private final AtomicInteger open = new AtomicInteger();

    /**
     * None are open.
     *
     * @param descriptors files and sockets that the process may have open: connections leave some to the store, which
     *     could not write any more without
     */
    ConnectionCount(GatewayLimits limits, long descriptors) {
        long room = descriptors - Math.min(OTHER_DESCRIPTORS, descriptors / 2);
        shed = (int) Math.min(limits.shedConnections(), room / SHED_PART);
        served = (int) Math.min(limits.connections(), room - shed);
    }

    /** How many files and sockets this process may have open. */
    static long descriptorsOfProcess() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount()
                : Integer.MAX_VALUE;
    }

    /** Counts a connection. */
    Admission opened() {
        int count = open.incrementAndGet();
        if (count <= served) {
            return Admission.SERVED;
        }
        return count <= served + shed ? Admission.SHED : Admission.CUT;
    }

    void closed() {
        open.decrementAndGet();
    }
}
