package dev.dowel.server;

import dev.dowel.protocol.ErrorBody;
import dev.dowel.runtime.RawOutlet;
import org.jspecify.annotations.Nullable;

/** The gateway's end of one raw WebSocket, as the runtime sees it: any thread (protocol 5). */
record RawSocketOutlet(SocketOutlet outlet) implements RawOutlet {

    @Override
    public void text(String text) {
        outlet.send(text);
    }

    @Override
    public void binary(byte[] bytes) {
        outlet.send(bytes, false);
    }

    @Override
    public void handled() {
        outlet.handled();
    }

    @Override
    public void close(int code, String reason) {
        outlet.close(code, reason);
    }

    @Override
    public void deny(ErrorBody error, @Nullable String traceId) {
        outlet.deny(error, traceId);
    }
}
