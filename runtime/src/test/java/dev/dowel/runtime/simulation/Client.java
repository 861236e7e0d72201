package dev.dowel.runtime.simulation;

import dev.dowel.ActorKey;
import dev.dowel.protocol.ActorSpecifier;
import dev.dowel.protocol.ConnectionFrames;
import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.ErrorBody;
import dev.dowel.protocol.RawValue;
import dev.dowel.protocol.ServerMessage;
import dev.dowel.protocol.Values;
import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.ActorRuntime;
import dev.dowel.runtime.Caller;
import dev.dowel.runtime.Inlet;
import dev.dowel.runtime.Outlet;
import dev.dowel.runtime.ReplySink;
import dev.dowel.runtime.Target;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a client of one process sent and saw. What arrives after the process crashed, it does not see. Test's thread only. */
final class Client {

    /** The outcome of a call: a result, an error, or neither if no answer came. */
    static final class Call {
        final String what;

        @Nullable
        RawValue result;

        @Nullable
        ErrorBody error;

        int answers;

        Call(String what) {
            this.what = what;
        }

        <T> T resultAs(Type type) {
            RawValue given = result;
            if (given == null) {
                throw new IllegalStateException(what + " has no result but " + error);
            }
            return Values.decode(given, type);
        }
    }

    private final ActorRuntime runtime;
    private final BooleanSupplier alive;
    private final List<Call> calls = new ArrayList<>();

    Client(ActorRuntime runtime, BooleanSupplier alive) {
        this.runtime = runtime;
        this.alive = alive;
    }

    List<Call> calls() {
        return calls;
    }

    static Target ledger(String key) {
        return new Target.GetOrCreate(new ActorAddress("default", "ledger", ActorKey.of(key)), null);
    }

    private static Caller caller(Encoding encoding) {
        return new Caller(null, encoding, "/test", Map.of(), "127.0.0.1");
    }

    private static RawValue arguments(@Nullable Object... arguments) {
        return RawValue.of(Values.encodeArguments(Dialect.JSON, arguments), Dialect.JSON);
    }

    Call call(String key, String action, @Nullable Object... arguments) {
        Call call = new Call(action + List.of(arguments) + " on " + key);
        calls.add(call);
        runtime.call(ledger(key), caller(Encoding.JSON), action, arguments(arguments), new ReplySink() {
            @Override
            public void succeed(ActorSpecifier actor, byte[] output) {
                if (alive.getAsBoolean()) {
                    call.answers++;
                    call.result = RawValue.of(output, Dialect.JSON);
                }
            }

            @Override
            public void fail(ErrorBody error, @Nullable String traceId) {
                if (alive.getAsBoolean()) {
                    call.answers++;
                    call.error = error;
                }
            }
        });
        return call;
    }

    Socket connect(String key, Encoding encoding, Consumer<Long> onApplied) {
        return new Socket(key, encoding, onApplied);
    }

    /** A socket that subscribed to what a ledger applies. */
    final class Socket implements Outlet {
        private final Encoding encoding;
        private final Consumer<Long> onApplied;
        private final Map<Long, Call> open = new HashMap<>();
        private final Inlet inlet;
        final List<Long> events = new ArrayList<>();
        final List<Long> results = new ArrayList<>();
        final String key;
        boolean connected;
        boolean closed;
        private long nextId;

        Socket(String key, Encoding encoding, Consumer<Long> onApplied) {
            this.key = key;
            this.encoding = encoding;
            this.onApplied = onApplied;
            this.inlet = runtime.connect(ledger(key), caller(encoding), this);
            inlet.subscription("applied", true);
        }

        Call add(long op) {
            Call call = new Call("add[" + op + "] over a socket on " + key);
            calls.add(call);
            open.put(nextId, call);
            inlet.action(nextId++, "add", arguments(op));
            return call;
        }

        void drop() {
            closed = true;
            inlet.closed();
        }

        @Override
        public void send(byte[] frame) {
            if (!alive.getAsBoolean() || closed) {
                return;
            }
            switch (ConnectionFrames.readServer(encoding, frame)) {
                case ServerMessage.Init init -> connected = true;
                case ServerMessage.Event event -> {
                    List<Long> payload = Values.decode(event.args(), new dev.dowel.TypeToken<List<Long>>() {}.type());
                    events.add(payload.getFirst());
                    onApplied.accept(payload.getFirst());
                }
                case ServerMessage.ActionResponse response -> {
                    Call call = answered(response.id());
                    call.result = response.output();
                    results.add(call.<Long>resultAs(Long.class));
                }
                case ServerMessage.Failure failure -> {
                    if (failure.actionId() != null) {
                        answered(failure.actionId()).error = failure.error();
                    }
                }
            }
        }

        private Call answered(long id) {
            Call call = open.remove(id);
            if (call == null) {
                throw new IllegalStateException("An answer nobody waits for: " + id);
            }
            call.answers++;
            return call;
        }

        @Override
        public void close(int code, String reason) {
            closed = true;
        }

        @Override
        public void deny(ErrorBody error, @Nullable String traceId) {
            closed = true;
        }
    }
}
