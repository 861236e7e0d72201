package dev.dowel.client;

import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.Executor;

/**
 * WebSockets by the JDK's client. Usable from any thread.
 */
final class JdkSocketTransport implements SocketTransport {

    private final HttpClient client;
    private final Executor threads;

    /**
     * Creates a transport.
     *
     * @param threads where opening begins: looking up the server's name may block
     */
    JdkSocketTransport(HttpClient client, Executor threads) {
        this.client = client;
        this.threads = threads;
    }

    @Override
    public Socket open(Request request, Events events) {
        WebSocket.Builder builder = client.newWebSocketBuilder();
        String[] others = request.subprotocols().stream().skip(1).toArray(String[]::new);
        builder.subprotocols(request.subprotocols().getFirst(), others);
        var socket = new JdkSocket(request.mostMessageBytes(), events);
        Completions.run(threads, () -> open(builder, request, socket));
        return socket;
    }

    private static void open(WebSocket.Builder builder, Request request, JdkSocket socket) {
        Completions.whenDone(builder.buildAsync(request.uri(), socket), (open, failure) -> {
            if (failure != null) {
                socket.failedToOpen(failure);
            }
        });
    }
}
