package dev.dowel.attacks.hostile;

import dev.dowel.rocksdb.RocksDbStore;
import dev.dowel.server.DowelServer;
import dev.dowel.server.RateLimits;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** The server that is attacked in a process of its own: it says its port, then its base whenever it is asked. */
final class StormServer {

    private StormServer() {}

    /**
     * Serves until its input ends.
     *
     * @param arguments the directory of its store, and whether one address is limited
     */
    public static void main(String[] arguments) throws IOException {
        LeakWatch.install();
        var builder = DowelServer.builder()
                .actor(TargetActors.Target.class)
                .actor(TargetActors.Honest.class)
                .store(RocksDbStore.at(Path.of(arguments[0])))
                .port(0)
                .reconnectGrace(Duration.ZERO);
        if (Boolean.parseBoolean(arguments[1])) {
            builder.rateLimits(RateLimits.REFERENCE);
        }
        try (DowelServer server = builder.build().start();
                var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println("port " + server.port());
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                LeakWatch.check();
                Base now = Base.now();
                System.out.println(
                        "base " + now.heap() + " " + now.direct() + " " + now.descriptors() + " " + now.threads());
            }
        }
    }
}
