package dev.dowel.runtime.activation;

import dev.dowel.runtime.failure.CallerGoneException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The body of a raw request as the actor's code reads it: one that breaks off says so in its own words. For one thread. */
final class ReceivedBody extends FilterInputStream {

    ReceivedBody(InputStream body) {
        super(body);
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IOException e) {
            throw new CallerGoneException(e);
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return super.read(bytes, offset, length);
        } catch (IOException e) {
            throw new CallerGoneException(e);
        }
    }
}
