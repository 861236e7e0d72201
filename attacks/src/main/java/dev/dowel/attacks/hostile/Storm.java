package dev.dowel.attacks.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Thousands of connections at once to a server with a small heap, from several processes. One thread. */
final class Storm {

    /** A process has descriptors for itself, too. */
    private static final int MOST_OF_ONE_PROCESS = 10_000;

    private static final long HEAP_SLACK = 48L << 20;
    private static final long PATIENCE_SECONDS = 60;

    private Storm() {}

    /**
     * Runs one.
     *
     * @param kind what the connections do
     * @param heapMegabytes of the server
     * @return what became of the connections, and of the server
     */
    static String run(String kind, int connections, int heapMegabytes) throws IOException, InterruptedException {
        String data = Files.createTempDirectory("storm").toString();
        try (OtherProcess server = new OtherProcess(
                List.of("-Xmx" + heapMegabytes + "m", "-XX:+ExitOnOutOfMemoryError"),
                StormServer.class,
                data,
                "false")) {
            int port = Integer.parseInt(server.next("port"));
            attack(port, kind, Math.min(connections, 100)); // what is loaded once is part of the base
            Base base = server.base();
            String outcomes;
            Honesty honest = new Honesty(port, "storm");
            try (honest) {
                outcomes = attack(port, kind, connections);
            }
            if (kind.equals("slow") && !outcomes.equals("[" + SlowClients.expected(connections) + "]")) {
                throw new AssertionError("Not what has to become of slow clients: " + outcomes);
            }
            Base after = awaitReturn(server, base);
            Honesty afterwards = new Honesty(port, "after");
            try (afterwards) {
                TimeUnit.SECONDS.sleep(1);
            }
            return connections + " connections, " + kind + ": " + outcomes + "; " + honest + "; then " + afterwards
                    + "; before: " + base + "; after: " + after;
        }
    }

    private static String attack(int port, String kind, int connections) throws IOException {
        List<OtherProcess> attackers = new ArrayList<>();
        try {
            for (int left = connections; left > 0; left -= MOST_OF_ONE_PROCESS) {
                attackers.add(new OtherProcess(
                        List.of("-Xmx512m"),
                        kind.equals("slow") ? SlowClients.class : StormClients.class,
                        "" + port,
                        "" + Math.min(left, MOST_OF_ONE_PROCESS),
                        kind));
            }
            return attackers.stream()
                    .map(attacker -> attacker.next("outcomes"))
                    .toList()
                    .toString();
        } finally {
            attackers.forEach(OtherProcess::close);
        }
    }

    private static Base awaitReturn(OtherProcess server, Base base) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        Base now = server.base();
        while (now.holdsMoreThan(base, HEAP_SLACK)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Not back at the base: " + base + ", but " + now);
            }
            TimeUnit.SECONDS.sleep(1);
            now = server.base();
        }
        return now;
    }
}
