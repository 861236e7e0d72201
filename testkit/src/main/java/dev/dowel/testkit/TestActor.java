package dev.dowel.testkit;

import dev.dowel.ActorHandle;
import dev.dowel.QueueReply;
import dev.dowel.protocol.ConnectionFrames;
import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.RawValue;
import dev.dowel.protocol.UnserializableValueException;
import dev.dowel.protocol.Values;
import dev.dowel.runtime.QueueSend;
import dev.dowel.runtime.Target;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A handle of an actor in a test: the same calls as with a client's handle, and the same errors. Test's thread only.
 *
 * <p>{@code call} and the sends return when the answer is there and everything has come to rest: what actors sent each other
 * has arrived, events were received, schedules that are due have run. If the answer takes some of the test's time, that time
 * passes. {@code callAsync} only begins: the call runs when the test waits for something, lets time pass or {@linkplain
 * TestActors#settle settles}; so several of them run at once. {@code join} on what it returns lets it run; that of {@link
 * CompletableFuture#allOf} does not, so settle before.
 *
 * @param <A> the actor class, or an interface it shares with its callers
 */
public final class TestActor<A> extends ActorHandle<A> {

    private static final Dialect DIALECT = ConnectionFrames.requestDialect(Credentials.ENCODING);

    private final Engine engine;
    private final Target target;
    private final String label;
    private final Credentials credentials;

    TestActor(Engine engine, Target target, String label, Credentials credentials) {
        this.engine = engine;
        this.target = target;
        this.label = label;
        this.credentials = credentials;
    }

    /** The same actor, called and connected to with these connection parameters; null for none. */
    public TestActor<A> withParams(@Nullable Object params) {
        return new TestActor<>(engine, target, label, credentials.withParams(params));
    }

    /** The same actor, called and connected to with one more request header, such as {@code authorization}. */
    public TestActor<A> withHeader(String name, String value) {
        return new TestActor<>(engine, target, label, credentials.withHeader(name, value));
    }

    /**
     * Connects, and waits until the actor has accepted.
     *
     * @throws dev.dowel.ActorError what the actor's hooks refused the connection with
     */
    public TestConnection<A> connect() {
        return TestConnection.open(engine, this);
    }

    /**
     * Connects with connection parameters of its own, and waits until the actor has accepted.
     *
     * @param params what the actor's connect hooks see; null for none
     * @throws dev.dowel.ActorError what the actor's hooks refused the connection with
     */
    public TestConnection<A> connect(@Nullable Object params) {
        return withParams(params).connect();
    }

    /**
     * Sends a request to the actor's {@code onRequest} and waits for the whole answer.
     *
     * @throws dev.dowel.ActorError what the actor threw, and {@code actor.no_handler} if it has no such method
     */
    public TestResponse fetch(TestRequest request) {
        String what = request + " to " + label;
        engine.meddler().beforeAsking(this, what);
        TestFuture<TestResponse> future = future(what);
        engine.<@Nullable Void>begin(life -> {
            life.runtime()
                    .request(
                            target,
                            credentials.caller(request.method(), request.path()),
                            request.raw(credentials.headers()),
                            new RequestAnswer(life, future));
            return null;
        });
        return engine.join(future, what);
    }

    @Override
    protected <R extends @Nullable Object> R invoke(String action, Type returnType, @Nullable Object[] arguments) {
        return engine.join(this.<R>begin(action, returnType, arguments), label + "." + action);
    }

    @Override
    protected <R extends @Nullable Object> CompletableFuture<R> invokeAsync(
            String action, Type returnType, @Nullable Object[] arguments) {
        return begin(action, returnType, arguments);
    }

    @Override
    protected void invokeAndForget(String action, @Nullable Object[] arguments) {
        var _ = this.<@Nullable Object>begin(action, void.class, arguments);
        engine.settle();
    }

    private <R extends @Nullable Object> TestFuture<R> begin(
            String action, Type returnType, @Nullable Object[] arguments) {
        String what = label + "." + action + listed(arguments);
        RawValue encoded = encoded(arguments);
        engine.meddler().beforeAsking(this, what);
        TestFuture<R> future = future(what);
        engine.<@Nullable Void>begin(life -> {
            life.runtime()
                    .call(
                            target,
                            credentials.caller("POST", "/action/" + action),
                            action,
                            encoded,
                            new ActionAnswer<>(life, future, returnType));
            return null;
        });
        return future;
    }

    /** Arguments as people write them. */
    static String listed(@Nullable Object[] arguments) {
        return Arrays.stream(arguments).map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
    }

    /** Arguments as they travel. */
    static RawValue encoded(@Nullable Object[] arguments) {
        try {
            return RawValue.of(Values.encodeArguments(DIALECT, arguments), DIALECT);
        } catch (UnserializableValueException e) {
            throw CallErrors.invalidArgument(e);
        }
    }

    private <R extends @Nullable Object> TestFuture<R> future(String what) {
        TestFuture<R> future = new TestFuture<>(engine, what);
        engine.meddler().follow(what, future);
        return future;
    }

    @Override
    protected <R extends @Nullable Object> QueueReply<R> enqueue(Sending sending) {
        TestFuture<QueueReply<R>> future = begin(sending);
        Duration patience = sending.patience().orElse(Duration.ZERO);
        engine.await(future::isDone, label + "." + sending.queue().name(), patience);
        return engine.join(future, label);
    }

    @Override
    protected <R extends @Nullable Object> CompletableFuture<QueueReply<R>> enqueueAsync(Sending sending) {
        return begin(sending);
    }

    private <R extends @Nullable Object> TestFuture<QueueReply<R>> begin(Sending sending) {
        String what = label + "." + sending.queue().name() + " ← " + sending.body();
        RawValue body = body(sending);
        engine.meddler().beforeAsking(this, what);
        TestFuture<QueueReply<R>> future = future(what);
        engine.<@Nullable Void>begin(life -> {
            life.runtime()
                    .enqueue(
                            target,
                            credentials.caller(
                                    "POST", "/queue/" + sending.queue().name()),
                            new QueueSend(sending.queue().name(), body, sending.options(), sending.patience()),
                            new QueueAnswer<>(life, future, sending.queue().replyType()));
            return null;
        });
        return future;
    }

    private static RawValue body(Sending sending) {
        try {
            return RawValue.of(Values.encode(DIALECT, sending.body()), DIALECT);
        } catch (UnserializableValueException e) {
            throw CallErrors.invalidArgument(e);
        }
    }

    Target target() {
        return target;
    }

    Credentials credentials() {
        return credentials;
    }

    Engine engine() {
        return engine;
    }

    /** Which actor it is, as in {@code chatRoom[general]}. */
    @Override
    public String toString() {
        return label;
    }
}
