package dev.dowel.runtime.actor;

import dev.dowel.ActorDefinition;
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
import dev.dowel.runtime.RuntimeListener;
import dev.dowel.runtime.SimulatedRuntimes;
import dev.dowel.runtime.Target;
import dev.dowel.runtime.simulation.SimulatedMachine;
import dev.dowel.runtime.store.ActorCommit;
import dev.dowel.runtime.store.ActorStore;
import dev.dowel.runtime.store.Alarm;
import dev.dowel.runtime.store.Directory;
import dev.dowel.runtime.store.Entry;
import dev.dowel.runtime.store.EntryKey;
import dev.dowel.runtime.store.EntryRange;
import dev.dowel.runtime.store.MemoryStore;
import dev.dowel.runtime.store.StoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A runtime for one test, on a simulated machine, with a store that can be told to fail. Test's thread only. */
final class Stage {

    /** What a caller got. */
    static final class Answer {
        @Nullable
        RawValue result;

        @Nullable
        ErrorBody error;

        @Nullable
        String traceId;

        @Nullable
        ActorSpecifier actor;

        int count;

        <T extends @Nullable Object> T as(Type type) {
            RawValue given = result;
            if (given == null) {
                throw new AssertionError("No result but " + error);
            }
            return Values.decode(given, type);
        }

        long asLong() {
            return this.<Long>as(Long.class);
        }

        String errorCode() {
            ErrorBody given = error;
            return given == null ? "no error" : given.group() + "." + given.code();
        }

        String message() {
            ErrorBody given = error;
            return given == null ? "" : given.message();
        }
    }

    /** A store in memory that fails on demand and shows what is committed. */
    static final class FailingStore implements ActorStore {
        private final MemoryStore memory = new MemoryStore();
        boolean full;
        boolean unreadable;
        int claims;
        int groups;
        int entriesRead;

        @Override
        public void commit(List<ActorCommit> group) {
            groups++;
            if (full) {
                throw new StoreException("No space left on device", null);
            }
            memory.commit(group);
        }

        @Override
        public byte @Nullable [] loadState(String actorId) {
            if (unreadable) {
                throw new StoreException("Input/output error", null);
            }
            return memory.loadState(actorId);
        }

        @Override
        public byte @Nullable [] loadEntry(String actorId, EntryKey key) {
            return memory.loadEntry(actorId, key);
        }

        @Override
        public List<Entry> loadEntries(String actorId, EntryRange range) {
            List<Entry> found = memory.loadEntries(actorId, range);
            entriesRead += found.size();
            return found;
        }

        @Override
        public List<Alarm> alarms(@Nullable Alarm after, long until, int limit) {
            return memory.alarms(after, until, limit);
        }

        /** Counts the claims that were not given up. */
        @Override
        public Directory directory() {
            return (Directory) Proxy.newProxyInstance(
                    Directory.class.getClassLoader(), new Class<?>[] {Directory.class}, (proxy, method, arguments) -> {
                        Object result;
                        try {
                            result = method.invoke(memory, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                        switch (method.getName()) {
                            case "claim" -> claims += ((Optional<?>) result).isPresent() ? 1 : 0;
                            case "claimNew" -> claims++;
                            case "release" -> claims--;
                            default -> {}
                        }
                        return result;
                    });
        }

        @Override
        public void close() {}
    }

    final FailingStore store;
    final SimulatedMachine machine;
    final ActorRuntime runtime;
    private final AtomicLong ids;
    private final List<ActorDefinition<?>> definitions;

    Stage(ActorDefinition<?>... definitions) {
        this(RuntimeListener.NONE, definitions);
    }

    Stage(RuntimeListener listener, ActorDefinition<?>... definitions) {
        this(new FailingStore(), new AtomicLong(), Arrays.asList(definitions), listener);
    }

    private Stage(FailingStore store, AtomicLong ids, List<ActorDefinition<?>> definitions, RuntimeListener listener) {
        this.store = store;
        this.ids = ids;
        this.definitions = definitions;
        this.machine = new SimulatedMachine(new Random(7), 1_000_000_000L, ids);
        this.runtime = SimulatedRuntimes.start(definitions, store, machine.environment(), listener);
    }

    /** Another process on the same store, after this one was killed. */
    Stage restart() {
        return new Stage(store, ids, definitions, RuntimeListener.NONE);
    }

    /** Another process on the same store, which knows other types of actors. */
    Stage restart(ActorDefinition<?>... others) {
        return new Stage(store, ids, Arrays.asList(others), RuntimeListener.NONE);
    }

    static ActorAddress address(String name, String... key) {
        return new ActorAddress("default", name, ActorKey.of(key));
    }

    static Caller caller(@Nullable Object params) {
        RawValue raw = params == null ? null : json(params);
        return new Caller(raw, Encoding.JSON, "/connect", Map.of("user-agent", "test"), "127.0.0.1");
    }

    static RawValue json(@Nullable Object value) {
        return RawValue.of(Values.encode(Dialect.JSON, value), Dialect.JSON);
    }

    /** Calls and waits until nothing happens any more without time passing. */
    Answer call(String name, String key, String action, @Nullable Object... arguments) {
        Answer answer = begin(new Target.GetOrCreate(address(name, key), null), null, action, arguments);
        machine.settle();
        return answer;
    }

    Answer begin(Target target, @Nullable Object params, String action, @Nullable Object... arguments) {
        Answer answer = new Answer();
        begin(answer, target, caller(params), action, arguments);
        return answer;
    }

    void begin(Answer answer, Target target, Caller caller, String action, @Nullable Object... arguments) {
        RawValue raw = RawValue.of(Values.encodeArguments(Dialect.JSON, arguments), Dialect.JSON);
        runtime.call(target, caller, action, raw, new ReplySink() {
            @Override
            public void succeed(ActorSpecifier actor, byte[] output) {
                answer.count++;
                answer.actor = actor;
                answer.result = RawValue.of(output, Dialect.JSON);
            }

            @Override
            public void fail(ErrorBody error, @Nullable String traceId) {
                answer.count++;
                answer.error = error;
                answer.traceId = traceId;
            }
        });
    }

    <T> T await(CompletableFuture<T> future) {
        machine.settle();
        return future.getNow(null);
    }

    Socket connect(String name, String key, @Nullable Object params) {
        Socket socket = new Socket(new Target.GetOrCreate(address(name, key), null), caller(params));
        machine.settle();
        return socket;
    }

    /** A socket that notes what it is sent. */
    final class Socket implements Outlet {
        final List<String> log = new ArrayList<>();
        final Inlet inlet;
        boolean noMemory;
        private long nextId;

        Socket(Target target, Caller caller) {
            inlet = runtime.connect(target, caller, this);
        }

        void subscribe(String event) {
            inlet.subscription(event, true);
            machine.settle();
        }

        void action(String name, @Nullable Object... arguments) {
            begin(name, arguments);
            machine.settle();
        }

        /** Asks, and lets nothing happen yet. */
        void begin(String name, @Nullable Object... arguments) {
            inlet.action(nextId++, name, RawValue.of(Values.encodeArguments(Dialect.JSON, arguments), Dialect.JSON));
        }

        void drop() {
            inlet.closed();
            machine.settle();
        }

        @Override
        public void send(byte[] frame) {
            if (noMemory) {
                throw new OutOfMemoryError("on purpose");
            }
            log.add(
                    switch (ConnectionFrames.readServer(Encoding.JSON, frame)) {
                        case ServerMessage.Init init -> "init";
                        case ServerMessage.Event event -> event.name() + text(event.args());
                        case ServerMessage.ActionResponse response -> response.id() + " → " + text(response.output());
                        case ServerMessage.Failure failure ->
                            failure.actionId() + " ✗ " + failure.error().group() + "."
                                    + failure.error().code();
                    });
        }

        private static String text(RawValue value) {
            return new String(value.toByteArray(), java.nio.charset.StandardCharsets.UTF_8);
        }

        @Override
        public void close(int code, String reason) {
            log.add("close " + code + " " + reason);
        }

        @Override
        public void deny(ErrorBody error, @Nullable String traceId) {
            log.add("deny " + error.group() + "." + error.code());
        }
    }
}
