package dev.dowel.client;

import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * A response body of bounded size; fails with {@code client.response_too_large} as soon as it is known to be larger.
 *
 * <p>Confined to one response.
 */
final class LimitedBody implements BodySubscriber<byte[]> {

    private final int mostBytes;
    private final BodySubscriber<byte[]> bytes = BodySubscribers.ofByteArray();
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private @Nullable Subscription source;
    private long received;

    LimitedBody(int mostBytes) {
        this.mostBytes = mostBytes;
        bytes.getBody().whenComplete((complete, failure) -> {
            if (failure != null) {
                body.completeExceptionally(failure);
            } else {
                body.complete(complete);
            }
        });
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        source = subscription;
        bytes.onSubscribe(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            received += buffer.remaining();
        }
        if (received <= mostBytes) {
            bytes.onNext(buffers);
            return;
        }
        if (source != null) {
            source.cancel();
        }
        body.completeExceptionally(ClientErrors.responseTooLarge(mostBytes));
    }

    @Override
    public void onError(Throwable failure) {
        bytes.onError(failure);
    }

    @Override
    public void onComplete() {
        bytes.onComplete();
    }
}
