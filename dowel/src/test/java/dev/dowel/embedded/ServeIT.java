package dev.dowel.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.client.ClientActor;
import dev.dowel.client.DowelClient;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@link Dowel#serve} in a process of its own: how it begins, what it logs, and how it ends. */
@Timeout(120)
class ServeIT {

    /** Goes somewhere and comes back when it is let go. */
    @ActorType("errand")
    public static final class Errand extends Actor<Long> {

        @Override
        protected Long createState(CreateRequest request) {
            return 0L;
        }

        /** Counts when whoever listens at the port says a word. */
        @Action
        public long go(int port) throws IOException {
            try (Socket place = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (place.getInputStream().read() < 0) {
                    throw new IOException("Nobody said a word.");
                }
            }
            return update(n -> n + 1);
        }

        @Action
        public long count() {
            return state();
        }
    }

    /** What runs in the other process. */
    public static final class Program {

        private Program() {}

        /** Serves until it is told to end. */
        public static void main(String[] arguments) {
            Dowel.serve(Errand.class);
        }
    }

    @TempDir
    private Path folder;

    private ServedProcess start(Map<String, String> environment, String... options) throws IOException {
        return ServedProcess.start(folder, environment, Program.class, options);
    }

    @Test
    void aCallThatRunsAtSigtermIsFinishedStoredAndAnswered() throws Exception {
        try (ServerSocket place = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServedProcess server = start(Map.of());
                DowelClient client = DowelClient.connect(server.endpoint())) {
            ClientActor<Errand> errand = client.actor(Errand.class, "k");
            CompletableFuture<Long> call = errand.callAsync(Errand::go, place.getLocalPort());
            try (Socket visitor = place.accept()) {
                server.terminate();
                awaitEnding(server.endpoint());
                assertThat(call).isNotDone();
                visitor.getOutputStream().write(1);
                assertThat(call.join()).isEqualTo(1);
            }
            assertThat(server.exitCode()).as("128 + SIGTERM").isEqualTo(143);
            assertThat(server.log()).contains("Closed").doesNotContain("ERROR", "WARN");
        }
        try (ServedProcess next = start(Map.of());
                DowelClient client = DowelClient.connect(next.endpoint())) {
            assertThat(client.actor(Errand.class, "k").call(Errand::count)).isEqualTo(1);
        }
    }

    private static void awaitEnding(String endpoint) throws IOException {
        int status = 200;
        while (status == 200) {
            HttpURLConnection health =
                    (HttpURLConnection) URI.create(endpoint + "/health").toURL().openConnection();
            status = health.getResponseCode();
        }
        assertThat(status).isEqualTo(503);
    }

    @Test
    void aServerThatOtherMachinesCanReachSaysThatManagingIsClosed() throws Exception {
        try (ServedProcess open = start(Map.of("DOWEL_HOST", "0.0.0.0"))) {
            assertThat(open.log()).contains("Managing actors", "is closed", "RIVET_TOKEN");
        }
        try (ServedProcess guarded = start(Map.of("DOWEL_HOST", "0.0.0.0", "RIVET_TOKEN", "s3cret"))) {
            assertThat(guarded.log()).contains("Listening").doesNotContain("Managing actors", "s3cret");
        }
        try (ServedProcess local = start(Map.of())) {
            assertThat(local.log()).contains("Listening").doesNotContain("Managing actors");
        }
    }

    @Test
    void theLogLevelIsTheEnvironments() throws Exception {
        try (ServedProcess quiet = start(Map.of("RIVET_LOG_LEVEL", "warn"))) {
            assertThat(quiet.log()).doesNotContain("INFO");
        }
        try (ServedProcess loud = start(Map.of("RIVET_LOG_LEVEL", "debug"))) {
            assertThat(loud.log()).contains("INFO", "DEBUG").doesNotContain("no effect");
        }
    }

    @Test
    void aLogThatTheApplicationConfiguredStaysAsItIsAndSaysSo() throws Exception {
        try (ServedProcess own =
                start(Map.of("RIVET_LOG_LEVEL", "debug"), "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn")) {
            assertThat(own.log())
                    .contains("RIVET_LOG_LEVEL=debug has no effect", "SimpleLoggerFactory")
                    .doesNotContain("DEBUG", "INFO");
        }
    }
}
