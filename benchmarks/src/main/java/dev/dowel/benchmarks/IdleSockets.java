package dev.dowel.benchmarks;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * By how much a server's memory grows with idle connections. Run as {@code IdleSockets <port> <server's process id>
 * [connections] [actors]} against a {@link BenchServer}; the connections are spread over the actors. Main thread only.
 *
 * <p>The base is taken after as many calls and a few connections, so that what a server needs at all is not counted.
 */
public final class IdleSockets {

    private static final int WARM_UP_CONNECTIONS = 200;
    private static final long SETTLE_MILLIS = 3_000;

    private IdleSockets() {}

    /** Connects, measures, and prints one line. */
    public static void main(String[] args) throws IOException, InterruptedException {
        int port = Integer.parseInt(args[0]);
        String server = args[1];
        int connections = args.length > 2 ? Integer.parseInt(args[2]) : 10_000;
        int actors = args.length > 3 ? Integer.parseInt(args[3]) : 100;
        for (int call = 0; call < actors * 10; call++) {
            LoopbackHttp.increment(port, "room" + call % actors);
        }
        close(open(port, WARM_UP_CONNECTIONS, actors));
        Thread.sleep(SETTLE_MILLIS);
        long before = ProcessMemory.of(server).rssBytes();
        long from = System.nanoTime();
        List<Socket> open = open(port, connections, actors);
        double seconds = (System.nanoTime() - from) / 1e9;
        Thread.sleep(SETTLE_MILLIS);
        long grown = ProcessMemory.of(server).rssBytes() - before;
        LoopbackHttp.increment(port, "room0");
        System.out.printf(
                Locale.ROOT,
                "connections=%d actors=%d baseMb=%.1f grownMb=%.1f kbPerConnection=%.2f openedPerSecond=%.0f%n",
                connections,
                actors,
                before / 1e6,
                grown / 1e6,
                grown / 1e3 / connections,
                connections / seconds);
        close(open);
    }

    private static List<Socket> open(int port, int connections, int actors) throws IOException {
        List<Socket> open = new ArrayList<>(connections);
        for (int number = 0; number < connections; number++) {
            open.add(LoopbackHttp.connect(port, "room" + number % actors));
        }
        return open;
    }

    private static void close(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
