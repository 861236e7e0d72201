package dev.dowel.client;

import java.net.http.HttpClient;
import java.net.http.WebSocket;

/**
 * WebSockets by the JDK's client. Usable from any thread.
 */
final class JdkSocketTransport implements SocketTransport {

    private final HttpClient client;

    JdkSocketTransport(HttpClient client) {
        this.client = client;
    }

    @Override
    public Socket open(Request request, Events events) {
        var socket = new JdkSocket(request.text(), request.mostMessageBytes(), events);
        WebSocket.Builder builder = client.newWebSocketBuilder();
        String[] others = request.subprotocols().stream().skip(1).toArray(String[]::new);
        builder.subprotocols(request.subprotocols().getFirst(), others);
        Completions.whenDone(builder.buildAsync(request.uri(), socket), (open, failure) -> {
            if (failure != null) {
                socket.failedToOpen(failure);
            }
        });
        return socket;
    }
}
