package dev.dowel.examples;

import dev.dowel.embedded.Dowel;
import dev.dowel.server.DowelServer;
import dev.dowel.server.DowelServerBuilder;
import dev.dowel.server.WebFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The demo: a server with a counter, chat rooms, cursors and lists, and an app that uses them. Started once per process. */
public final class DemoServer {

    /** Where the build leaves the React app, seen from where {@code ./mvnw} lies. */
    static final Path APP = Path.of("examples", "react", "dist");

    private DemoServer() {}

    /**
     * The demo's actors and its app, with everything else as the environment says.
     *
     * @param app the folder of the built app; without one there are only the actors
     */
    public static DowelServerBuilder server(Path app) {
        DowelServerBuilder builder = Dowel.server()
                .actor(Counter.class)
                .actor(ChatRoom.class, () -> new ChatRoom(Tokens.DEMO))
                .actor(Cursors.class)
                .actor(SharedList.class)
                // Who plays with it stops and starts it by hand, and pages come back by themselves.
                .reconnectGrace(Duration.ZERO);
        return isBuilt(app) ? builder.files(WebFiles.read(app).immutable("assets")) : builder;
    }

    private static boolean isBuilt(Path app) {
        return Files.exists(app.resolve("index.html"));
    }

    /** Serves until the process is told to end. Settings come from environment variables, such as {@code DOWEL_PORT}. */
    public static void main(String[] arguments) throws InterruptedException {
        DowelServer server = server(APP).build().start();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(server::close));
        System.out.println(whatToTry(server.endpoint(), server.port(), isBuilt(APP)));
        server.awaitClose();
    }

    private static String whereTheAppIs(int port, boolean built) {
        return built
                ? "Open http://localhost:" + port + "/ in two browser windows: what one does, the other sees."
                : "There is no app to look at: building it takes Node 20.19 or newer, with npm, and it was not found,\n"
                        + "or failed above. Everything else works.";
    }

    private static String whatToTry(String endpoint, int port, boolean built) {
        return """

                Dowel is ready at %1$s

                %3$s

                Count with curl, in another terminal:
                  curl '%1$s/gateway/counter/action/increment?rvt-namespace=default&rvt-method=getOrCreate&rvt-runner=default&rvt-key=curl' \\
                    -d '{"args": [5]}'

                Say something in a chat room; without a token it is refused:
                  curl '%1$s/gateway/chatRoom/action/post?rvt-namespace=default&rvt-method=getOrCreate&rvt-runner=default&rvt-key=general' \\
                    -H 'x-rivet-conn-params: {"token": "alice-token"}' -d '{"args": ["Hello"]}'

                With events, in Java:%2$s
                  ./mvnw -q -Pdemo -Ddemo.main=dev.dowel.examples.CounterClient
                  ./mvnw -q -Pdemo -Ddemo.main=dev.dowel.examples.ChatClient

                With events, in TypeScript, on the published client:%2$s
                  cd examples/typescript
                  npm ci              # with a Node older than 22.18: npm ci --include=optional
                  npm run counter
                  npm run chat

                Stop with Ctrl+C; the next start finds everything as it was.
                """.formatted(endpoint, DemoEndpoint.export(port), whereTheAppIs(port, built));
    }
}
