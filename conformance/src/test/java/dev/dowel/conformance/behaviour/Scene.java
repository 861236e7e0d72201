package dev.dowel.conformance.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorError;
import dev.dowel.ActorKey;
import dev.dowel.client.ActorConnection;
import dev.dowel.client.ClientActor;
import dev.dowel.client.DowelClient;
import dev.dowel.client.DowelClientBuilder;
import dev.dowel.protocol.Encoding;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * What a case works with: a client, fresh keys, and the end of everything it opened. Confined to the case's thread.
 */
public final class Scene implements AutoCloseable {

    /** Longer than anything takes that works. */
    static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final AtomicInteger KEYS = new AtomicInteger();

    private final String endpoint;
    private final Encoding encoding;
    private final DowelClient client;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    public Scene(String endpoint, Encoding encoding) {
        this.endpoint = endpoint;
        this.encoding = encoding;
        this.client = newClient(UnaryOperator.identity());
    }

    String endpoint() {
        return endpoint;
    }

    Encoding encoding() {
        return encoding;
    }

    DowelClient client() {
        return client;
    }

    /** A client with other settings. */
    DowelClient newClient(UnaryOperator<DowelClientBuilder> settings) {
        DowelClient other = settings.apply(DowelClient.builder()
                        .endpoint(endpoint)
                        .encoding(encoding)
                        .callTimeout(PATIENCE))
                .build();
        opened.push(other);
        return other;
    }

    /** A key nobody used before. */
    ActorKey freshKey(String... parts) {
        List<String> all = new ArrayList<>();
        all.add("java-" + encoding.wireName() + "-" + ProcessHandle.current().pid() + "-" + KEYS.incrementAndGet());
        all.addAll(List.of(parts));
        return ActorKey.of(all.toArray(String[]::new));
    }

    /** An actor nobody used before. */
    ClientActor<Object> actor(String type) {
        return client.actor(type, freshKey());
    }

    /** An actor nobody used before, by the contract it has with callers who do not have its class. */
    <A> ClientActor<A> actor(Class<A> contract) {
        return client.actor(contract, freshKey());
    }

    /** A connection that ends with the case. */
    <A> ActorConnection<A> connect(ClientActor<A> handle) {
        ActorConnection<A> connection = handle.connect();
        opened.push(connection);
        return connection;
    }

    /** A connection with parameters of its own, that ends with the case. */
    <A> ActorConnection<A> connect(ClientActor<A> handle, Object params) {
        return connect(handle.withParams(params));
    }

    /** Asserts that a call fails with an error of that name, {@code group.code}, and returns the error. */
    static ActorError fails(String name, ThrowingCallable call) {
        try {
            call.call();
        } catch (ActorError e) {
            assertThat(e.group() + "." + e.code()).as(e.getMessage()).isEqualTo(name);
            return e;
        } catch (Throwable e) {
            throw new AssertionError("Expected " + name + ", got " + e, e);
        }
        throw new AssertionError("Expected " + name + ", got no error.");
    }

    /** The result of a future that is expected to come. */
    static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ActorError error) {
                throw error;
            }
            throw new AssertionError(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("No sign of an outcome within " + PATIENCE + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The results of futures, in their order. */
    static <T> List<T> awaitAll(List<CompletableFuture<T>> futures) {
        return futures.stream().map(Scene::await).toList();
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }
}
