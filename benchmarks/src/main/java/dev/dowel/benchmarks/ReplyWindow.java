package dev.dowel.benchmarks;

import dev.dowel.protocol.ActorSpecifier;
import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.ErrorBody;
import dev.dowel.protocol.HttpBodies;
import dev.dowel.runtime.ReplySink;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Lets a fixed number of calls be in flight and writes every reply's body, as a gateway would. One thread takes places and
 * waits; replies come in on any thread.
 */
final class ReplyWindow implements ReplySink {

    private final Encoding encoding;
    private final int size;
    private final Semaphore places;
    private volatile @Nullable ErrorBody failure;
    private volatile byte[] lastBody = {};

    ReplyWindow(Encoding encoding, int size) {
        this.encoding = encoding;
        this.size = size;
        this.places = new Semaphore(size);
    }

    /** Waits until fewer calls than the window's size are in flight. */
    ReplySink next() {
        places.acquireUninterruptibly();
        return this;
    }

    /**
     * Waits until every call is answered.
     *
     * @return the body that was written last
     * @throws IllegalStateException if a call failed
     */
    byte[] drain() {
        places.acquireUninterruptibly(size);
        places.release(size);
        ErrorBody failed = failure;
        if (failed != null) {
            throw new IllegalStateException(failed.toString());
        }
        return lastBody;
    }

    @Override
    public void succeed(ActorSpecifier actor, byte[] output) {
        lastBody = HttpBodies.actionResponse(encoding, output);
        places.release();
    }

    @Override
    public void fail(ErrorBody error, @Nullable String traceId) {
        failure = error;
        places.release();
    }
}
