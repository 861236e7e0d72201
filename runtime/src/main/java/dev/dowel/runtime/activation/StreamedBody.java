package dev.dowel.runtime.activation;

import dev.dowel.HttpResponse;
import dev.dowel.runtime.RawResponder;
import java.io.IOException;

/**
 * The body of one answer while it is written, on a thread of its own. The actor stays awake meanwhile; when it stops, or the
 * reader leaves, the writer is interrupted.
 */
record StreamedBody(Activation<?> activation, HttpResponse.StreamWriter writer) {

    /** Begins to write. Any thread. */
    void start(RawResponder.BodySink sink) {
        activation.parts().environment().turnThreads().execute(() -> write(sink));
    }

    private void write(RawResponder.BodySink sink) {
        Thread thread = Thread.currentThread();
        activation.streams().add(thread);
        sink.onGone(thread::interrupt);
        try {
            writer.write(sink::write);
            sink.end();
        } catch (IOException | InterruptedException e) {
            sink.abort(); // the reader left, or the actor stops: nobody is to blame
        } catch (Exception e) {
            activation
                    .parts()
                    .boundary()
                    .internal(
                            e, activation.parts().address(), activation.parts().actorId(), "the body of onRequest");
            sink.abort();
        } finally {
            activation.streams().remove(thread);
            activation.awake().remove(AwakeReasons.Reason.STREAM);
            activation.parts().token().enqueue(activation::turnEnded);
        }
    }
}
