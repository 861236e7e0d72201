package dev.dowel.testkit;

import dev.dowel.HttpResponse;
import dev.dowel.protocol.ActorSpecifier;
import dev.dowel.protocol.ErrorBody;
import dev.dowel.runtime.RawResponder;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the answer to one raw request. Test's thread only. */
final class RequestAnswer implements RawResponder, ServerLife.Waiting {

    private final ServerLife life;
    private final TestFuture<TestResponse> future;

    /** Waits for an answer from now on. */
    RequestAnswer(ServerLife life, TestFuture<TestResponse> future) {
        this.life = life;
        this.future = future;
        life.waits(this);
    }

    @Override
    public void respond(ActorSpecifier actor, int status, List<HttpResponse.Header> headers, byte[] body) {
        if (life.serves(this)) {
            future.complete(new TestResponse(status, headers, body));
        }
    }

    @Override
    public BodySink stream(ActorSpecifier actor, int status, List<HttpResponse.Header> headers) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        return new BodySink() {
            @Override
            public void write(byte[] bytes) {
                body.writeBytes(bytes);
            }

            @Override
            public void end() {
                respond(actor, status, headers, body.toByteArray());
            }

            @Override
            public void abort() {
                if (life.serves(RequestAnswer.this)) {
                    future.completeExceptionally(
                            CallErrors.lost("The actor broke off after " + body.size() + " bytes of the body"));
                }
            }

            @Override
            public void onGone(Runnable action) {} // nobody leaves before the end
        };
    }

    @Override
    public void fail(ErrorBody error, @Nullable String traceId) {
        if (life.serves(this)) {
            future.completeExceptionally(CallErrors.reported(error, traceId));
        }
    }

    @Override
    public void lost(String how) {
        future.completeExceptionally(CallErrors.lost(how));
    }
}
