package dev.dowel.runtime.activation;

import dev.dowel.runtime.RawRequest;
import dev.dowel.runtime.environment.RuntimeEnvironment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.function.Consumer;

/**
 * Reads the body of a raw request before the request waits for its actor, so that a sender who is slow does not keep the
 * actor's turn. Only what is beyond {@value #BYTES} bytes is read by the actor as it arrives. Stateless.
 */
final class PrefetchedBody {

    static final int BYTES = 1024 * 1024;

    private PrefetchedBody() {}

    /** Passes the request on when its body has been read, on a thread that may block. */
    static void whenRead(RawRequest request, RuntimeEnvironment environment, Consumer<RawRequest> then) {
        environment.turnThreads().execute(() -> then.accept(read(request)));
    }

    private static RawRequest read(RawRequest request) {
        InputStream body;
        try {
            byte[] first = request.body().readNBytes(BYTES);
            InputStream start = new ByteArrayInputStream(first);
            body = first.length < BYTES ? start : new SequenceInputStream(start, request.body());
        } catch (IOException e) {
            body = new Broken(e);
        }
        return new RawRequest(
                request.method(), request.path(), request.query(), request.url(), request.headers(), body);
    }

    /** A body that broke off: the actor learns of it when it reads. */
    private static final class Broken extends InputStream {

        private final IOException cause;

        Broken(IOException cause) {
            this.cause = cause;
        }

        @Override
        public int read() throws IOException {
            throw new IOException("The body broke off.", cause);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return length == 0 ? 0 : read();
        }
    }
}
