package dev.dowel.runtime.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dowel.ActorError;
import dev.dowel.ActorKey;
import dev.dowel.HttpResponse;
import dev.dowel.protocol.ActorSpecifier;
import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.ErrorBody;
import dev.dowel.protocol.RawValue;
import dev.dowel.protocol.Values;
import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.ActorRuntime;
import dev.dowel.runtime.Caller;
import dev.dowel.runtime.RawRequest;
import dev.dowel.runtime.RawResponder;
import dev.dowel.runtime.ReplySink;
import dev.dowel.runtime.Target;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What a client of one process sent and saw. What arrives after the process crashed, it does not see. Test's thread only. */
final class Client {

    private final ActorRuntime runtime;
    private final SimulatedMachine machine;
    private final Chronicle chronicle;
    private final BooleanSupplier alive;
    private final List<Call> calls = new ArrayList<>();

    Client(ActorRuntime runtime, SimulatedMachine machine, Chronicle chronicle, BooleanSupplier alive) {
        this.runtime = runtime;
        this.machine = machine;
        this.chronicle = chronicle;
        this.alive = alive;
    }

    ActorRuntime runtime() {
        return runtime;
    }

    List<Call> calls() {
        return calls;
    }

    boolean alive() {
        return alive.getAsBoolean();
    }

    /** Lets something happen at some time. */
    void soon(Runnable task) {
        machine.environment().storeReaders().execute(task);
    }

    static Target ledger(String key) {
        return actor("ledger", key);
    }

    static Target worker(String key) {
        return actor("worker", key);
    }

    private static Target actor(String type, String key) {
        return new Target.GetOrCreate(new ActorAddress("default", type, ActorKey.of(key)), null);
    }

    static Caller caller(Encoding encoding) {
        return new Caller(null, encoding, "/test", Map.of(), "127.0.0.1");
    }

    static RawValue arguments(@Nullable Object... arguments) {
        return RawValue.of(Values.encodeArguments(Dialect.JSON, arguments), Dialect.JSON);
    }

    /** Notes that something is asked. */
    Call begin(String what, List<Call.Op> ops, @Nullable String target) {
        Call call = new Call(what, ops, target, chronicle.answers());
        calls.add(call);
        return call;
    }

    void answer(Call call, @Nullable RawValue result, @Nullable ErrorBody error) {
        call.answers++;
        call.error = error;
        if (result != null && call.what.startsWith("remembered")) {
            call.report = Values.decode(result, Ledger.Report.class);
        } else if (result != null && call.what.startsWith("cancelLast")) {
            call.number = Values.decode(result, Long.class);
        } else if (result != null && call.what.startsWith("inventory")) {
            call.inventory = Values.decode(result, Worker.Report.class);
        } else if (result != null) {
            call.receipt = Values.decode(result, Ledger.Receipt.class);
        }
        chronicle.answered(call);
    }

    Call call(String key, List<Call.Op> ops, String action, @Nullable Object... arguments) {
        Target target = QueueWhims.KEYS.contains(key) ? worker(key) : ledger(key);
        return call(target, begin(action + List.of(arguments) + " on " + key, ops, null), action, arguments);
    }

    Call callId(String id, List<Call.Op> ops, String action, @Nullable Object... arguments) {
        Target target = new Target.ById("default", id);
        return call(target, begin(action + List.of(arguments) + " by id " + id, ops, id), action, arguments);
    }

    private Call call(Target target, Call call, String action, @Nullable Object... arguments) {
        runtime.call(target, caller(Encoding.JSON), action, arguments(arguments), new ReplySink() {
            @Override
            public void succeed(ActorSpecifier actor, byte[] output) {
                if (alive()) {
                    answer(call, RawValue.of(output, Dialect.JSON), null);
                }
            }

            @Override
            public void fail(ErrorBody error, @Nullable String traceId) {
                if (alive()) {
                    answer(call, null, error);
                }
            }
        });
        return call;
    }

    /** A question of the management API, answered by nothing or an error. */
    void manage(Call call, CompletableFuture<?> future) {
        var _ = future.whenComplete((result, error) -> {
            if (alive()) {
                Throwable cause = error == null || error.getCause() == null ? error : error.getCause();
                answer(
                        call,
                        null,
                        cause == null
                                ? null
                                : cause instanceof ActorError e
                                        ? new ErrorBody(e.group(), e.code(), String.valueOf(e.getMessage()))
                                        : new ErrorBody("?", "?", cause.toString()));
            }
        });
    }

    static RawRequest request(String path, String query) {
        return new RawRequest("GET", path, query, "http://x" + path, Map.of(), new ByteArrayInputStream(new byte[0]));
    }

    /** A raw request that adds. */
    void request(String key, long op) {
        Call call = begin("request[" + op + "] on " + key, List.of(new Call.Op(key, op, Call.Fate.ATOMIC)), null);
        runtime.request(
                ledger(key), caller(Encoding.JSON), request("/request/add", Long.toString(op)), new RawResponder() {
                    @Override
                    public void respond(
                            ActorSpecifier actor, int status, List<HttpResponse.Header> headers, byte[] body) {
                        if (alive()) {
                            call.answers++;
                            call.receipt = Ledger.Receipt.of(new String(body, UTF_8));
                            chronicle.answered(call);
                        }
                    }

                    @Override
                    public BodySink stream(ActorSpecifier actor, int status, List<HttpResponse.Header> headers) {
                        throw new AssertionError("Nothing is streamed");
                    }

                    @Override
                    public void fail(ErrorBody error, @Nullable String traceId) {
                        if (alive()) {
                            answer(call, null, error);
                        }
                    }
                });
    }
}
