package dev.dowel.examples;

import dev.dowel.embedded.Dowel;
import dev.dowel.server.DowelServer;
import dev.dowel.server.DowelServerBuilder;

/** The demo: a server with a counter and chat rooms. Started once per process. */
public final class DemoServer {

    private DemoServer() {}

    /** The demo's actors, with everything else as the environment says. */
    static DowelServerBuilder server() {
        return Dowel.server().actor(Counter.class).actor(ChatRoom.class, () -> new ChatRoom(Tokens.DEMO));
    }

    /** Serves until the process is told to end. Settings come from environment variables, such as {@code DOWEL_PORT}. */
    public static void main(String[] arguments) throws InterruptedException {
        DowelServer server = server().build().start();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(server::close));
        System.out.println(whatToTry(server.endpoint(), server.port()));
        server.awaitClose();
    }

    private static String whatToTry(String endpoint, int port) {
        return """

                Dowel is ready at %1$s

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
                """.formatted(endpoint, DemoEndpoint.export(port));
    }
}
