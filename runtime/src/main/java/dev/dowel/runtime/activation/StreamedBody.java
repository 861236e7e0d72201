package dev.dowel.runtime.activation;

import dev.dowel.HttpResponse;
import dev.dowel.runtime.RawResponder;
import dev.dowel.runtime.failure.FailureBoundary;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The body of one answer while it is written, on a thread of its own. The actor stays awake meanwhile; when it stops, or the
 * reader leaves, the writer is interrupted.
 */
record StreamedBody(Activation<?> activation, HttpResponse.StreamWriter writer) {

    private static final String WHAT = "the body of onRequest";

    /** Begins to write. Any thread. */
    void start(RawResponder.BodySink sink) {
        activation.parts().environment().turnThreads().execute(() -> write(sink));
    }

    private void write(RawResponder.BodySink sink) {
        Thread thread = Thread.currentThread();
        AtomicBoolean left = new AtomicBoolean();
        activation.streams().add(thread);
        sink.onGone(() -> {
            left.set(true);
            thread.interrupt();
        });
        try {
            writer.write(bytes -> {
                try {
                    sink.write(bytes);
                } catch (IOException e) {
                    left.set(true);
                    throw e;
                }
            });
            sink.end();
        } catch (InterruptedException e) {
            sink.abort(); // the reader left, or the actor stops: nobody is to blame
        } catch (Exception e) {
            sink.abort();
            failed(e, left.get());
        } finally {
            activation.streams().remove(thread);
            activation.awake().remove(AwakeReasons.Reason.STREAM);
            activation.parts().token().enqueue(activation::turnEnded);
        }
    }

    /** Whatever code makes of a reader who leaves is not its failure. */
    private void failed(Exception thrown, boolean readerLeft) {
        ActivationParts parts = activation.parts();
        if (readerLeft) {
            FailureBoundary.left(thrown, parts.address(), parts.actorId(), WHAT);
        } else {
            parts.boundary().internal(thrown, parts.address(), parts.actorId(), WHAT);
        }
    }
}
