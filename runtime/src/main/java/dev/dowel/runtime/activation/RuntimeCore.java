package dev.dowel.runtime.activation;

import dev.dowel.ActorDefinition;
import dev.dowel.ActorError;
import dev.dowel.protocol.KeyFormat;
import dev.dowel.protocol.RawValue;
import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.ActorPage;
import dev.dowel.runtime.ActorView;
import dev.dowel.runtime.Caller;
import dev.dowel.runtime.Inlet;
import dev.dowel.runtime.Inspection;
import dev.dowel.runtime.Outlet;
import dev.dowel.runtime.QueueSend;
import dev.dowel.runtime.QueueSink;
import dev.dowel.runtime.RawInlet;
import dev.dowel.runtime.RawOutlet;
import dev.dowel.runtime.RawRequest;
import dev.dowel.runtime.RawResponder;
import dev.dowel.runtime.ReplySink;
import dev.dowel.runtime.Resolution;
import dev.dowel.runtime.RuntimeListener;
import dev.dowel.runtime.StoredState;
import dev.dowel.runtime.Target;
import dev.dowel.runtime.commit.Output;
import dev.dowel.runtime.commit.WatchedStore;
import dev.dowel.runtime.environment.RuntimeEnvironment;
import dev.dowel.runtime.failure.Failure;
import dev.dowel.runtime.failure.Failures;
import dev.dowel.runtime.registry.ActorRegistry;
import dev.dowel.runtime.schedule.ScheduleBook;
import dev.dowel.runtime.store.ActorPart;
import dev.dowel.runtime.store.ActorRecord;
import dev.dowel.runtime.store.ActorStore;
import dev.dowel.runtime.store.Directory;
import dev.dowel.runtime.store.Entry;
import dev.dowel.runtime.store.EntryKey;
import dev.dowel.runtime.store.StoreCondition;
import dev.dowel.runtime.turn.TurnWatch;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything a gateway can ask, as work for actors and questions to the store. Thread safe. */
public final class RuntimeCore {

    private static final Logger LOG = LoggerFactory.getLogger(RuntimeCore.class);
    private static final Duration SHUTDOWN_PATIENCE = Duration.ofSeconds(20);

    private final ActorRegistry registry;
    private final RuntimeEnvironment environment;
    private final Directory directory;
    private final WatchedStore store;
    private final long startedAt;
    private final Activations activations;
    private final RuntimeListener listener;

    /**
     * Puts the runtime together.
     *
     * @param options how all actors are treated
     * @param observer is told about turns that run for long
     */
    public RuntimeCore(
            ActorRegistry registry,
            ActorStore store,
            RuntimeEnvironment environment,
            RuntimeOptions options,
            TurnWatch.Observer observer) {
        this.registry = registry;
        this.environment = environment;
        this.directory = store.directory();
        this.store = new WatchedStore(store, environment);
        this.startedAt = environment.clock().millis();
        this.listener = options.listener();
        this.activations = new Activations(registry, this.store, environment, options, observer);
        activations.start();
    }

    /** See {@code ActorRuntime.storeCondition}. */
    public StoreCondition storeCondition() {
        return store.condition();
    }

    /** See {@code ActorRuntime.call}. */
    public void call(Target target, Caller caller, String action, RawValue arguments, ReplySink reply) {
        HttpCall call = new HttpCall(caller, action, arguments, reply);
        activations.dispatch(Work.of(caller, target, call::run, call::fail));
    }

    /** See {@code ActorRuntime.enqueue}. */
    public void enqueue(Target target, Caller caller, QueueSend send, QueueSink sink) {
        QueueCall call = new QueueCall(caller, send, sink);
        activations.dispatch(Work.of(caller, target, call::run, call::fail));
    }

    /** See {@code ActorRuntime.request}. */
    public void request(Target target, Caller caller, RawRequest request, RawResponder responder) {
        PrefetchedBody.whenRead(request, environment, ready -> {
            RawCall call = new RawCall(caller, ready, responder);
            activations.dispatch(Work.of(caller, target, call::run, call::fail));
        });
    }

    /** See {@code ActorRuntime.webSocket}. */
    public RawInlet webSocket(Target target, Caller caller, RawRequest request, RawOutlet outlet) {
        RawSocketInlet inlet = new RawSocketInlet(activations, target, caller, request, outlet);
        inlet.connect();
        return inlet;
    }

    /** See {@code ActorRuntime.sleep}. */
    public CompletableFuture<@Nullable Void> sleep(String namespace, String actorId) {
        return existing(namespace, actorId).thenCompose(actor -> end(actorId));
    }

    /** See {@code ActorRuntime.reschedule}. */
    public CompletableFuture<@Nullable Void> reschedule(String namespace, String actorId) {
        return existing(namespace, actorId)
                .thenCompose(actor -> end(actorId).thenCompose(ended -> {
                    activations.retry(actor.address());
                    return this.<@Nullable Void>whenDurable(new Target.ById(namespace, actorId), activation -> null);
                }));
    }

    private CompletableFuture<ActorView> existing(String namespace, String actorId) {
        return find(namespace, actorId)
                .thenApply(found -> found.orElseThrow(() -> Failures.notFound().toException()));
    }

    /** Puts an actor to sleep, if it runs. */
    private CompletableFuture<@Nullable Void> end(String actorId) {
        Activation<?> running = activations.running(actorId).orElse(null);
        if (running == null) {
            return CompletableFuture.completedFuture(null);
        }
        running.parts().token().enqueue(() -> running.stop(Ending.SLEPT));
        return running.departure().ended();
    }

    /** See {@code ActorRuntime.keyValue}. */
    public CompletableFuture<Optional<byte[]>> keyValue(String namespace, String actorId, byte[] key) {
        return existing(namespace, actorId)
                .thenCompose(actor ->
                        read(() -> Optional.ofNullable(store.loadEntry(actorId, new EntryKey(ActorPart.KV, key)))));
    }

    /** See {@code ActorRuntime.state}. */
    public CompletableFuture<Optional<StoredState>> state(String namespace, String actorId) {
        return existing(namespace, actorId)
                .thenCompose(actor ->
                        read(() -> Optional.ofNullable(store.loadState(actorId)).map(StoredState::of)));
    }

    /** See {@code ActorRuntime.inspect}. */
    public CompletableFuture<Inspection> inspect(String namespace, String actorId) {
        return existing(namespace, actorId).thenCompose(actor -> read(() -> inspected(actor)));
    }

    private Inspection inspected(ActorView actor) {
        String id = actor.actorId();
        List<Entry> schedules = ScheduleBook.loaded().stream()
                .flatMap(range -> store.loadEntries(id, range).stream())
                .toList();
        return new Inspection(
                actor,
                ScheduleBook.storedActions(schedules),
                ScheduleBook.storedJobs(schedules),
                activations.running(id).map(Activation::awakeFor).orElse(Set.of()));
    }

    /** See {@code ActorRuntime.discard}. */
    public CompletableFuture<@Nullable Void> discard(String namespace, String actorId) {
        return existing(namespace, actorId).thenCompose(actor -> forget(actorId));
    }

    private CompletableFuture<@Nullable Void> forget(String actorId) {
        Activation<?> running = activations.running(actorId).orElse(null);
        if (running == null) {
            return CompletableFuture.completedFuture(null);
        }
        running.gate().discard();
        return running.departure().ended();
    }

    /** See {@code ActorRuntime.connect}. */
    public Inlet connect(Target target, Caller caller, Outlet outlet) {
        SocketInlet inlet = new SocketInlet(activations, target, caller, outlet);
        inlet.connect();
        return inlet;
    }

    /** See {@code ActorRuntime.getOrCreate}. */
    public CompletableFuture<Resolution> getOrCreate(ActorAddress address, @Nullable RawValue input) {
        Target target = new Target.GetOrCreate(address, input);
        return whenDurable(target, activation -> new Resolution(activation.view(), activation.wasCreatedFor(target)));
    }

    /** See {@code ActorRuntime.create}. */
    public CompletableFuture<ActorView> create(ActorAddress address, @Nullable RawValue input) {
        return getOrCreate(address, input).thenApply(resolution -> {
            ActorView actor = resolution.actor();
            if (!resolution.created()) {
                throw Failures.duplicateKey(actor.actorId(), KeyFormat.canonical(address.key()))
                        .toException();
            }
            return actor;
        });
    }

    /** Asks a running actor something, and answers when what it said is durable. */
    private <T extends @Nullable Object> CompletableFuture<T> whenDurable(
            Target target, Function<Activation<?>, T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Consumer<Failure> fail = failure -> answer.completeExceptionally(failure.toException());
        activations.dispatch(Work.question(
                target,
                activation -> {
                    T result = question.apply(activation);
                    activation
                            .gate()
                            .seal(null, false, false, List.of(answerOutput(() -> answer.complete(result), fail)));
                },
                fail));
        return answer;
    }

    private static Output answerOutput(Runnable release, Consumer<Failure> fail) {
        return new Output() {
            @Override
            public void release() {
                release.run();
            }

            @Override
            public void fail(Failure failure) {
                fail.accept(failure);
            }
        };
    }

    /** See {@code ActorRuntime.destroy}. */
    public CompletableFuture<@Nullable Void> destroy(String namespace, String actorId) {
        CompletableFuture<@Nullable Void> answer = new CompletableFuture<>();
        Output destroyed = answerOutput(
                () -> answer.complete(null), failure -> answer.completeExceptionally(failure.toException()));
        activations.dispatch(Work.of(
                new Target.ById(namespace, actorId),
                activation -> activation
                        .turns()
                        .run(new HookRunner<>(activation).plan("destroy", null, destroyed::fail), turn -> {
                            turn.destroy();
                            turn.add(destroyed);
                        }),
                failure -> activations.destroyUnstarted(actorId, failure, destroyed)));
        return answer;
    }

    /** See {@code ActorRuntime.find}. */
    public CompletableFuture<Optional<ActorView>> find(ActorAddress address) {
        Optional<Activation<?>> running = activations.running(address);
        return running.isPresent()
                ? CompletableFuture.completedFuture(running.map(Activation::view))
                : read(() -> directory.find(address).map(this::view));
    }

    /** See {@code ActorRuntime.find}. */
    public CompletableFuture<Optional<ActorView>> find(String namespace, String actorId) {
        Optional<Activation<?>> running = activations.running(actorId);
        CompletableFuture<Optional<ActorView>> found = running.isPresent()
                ? CompletableFuture.completedFuture(running.map(Activation::view))
                : read(() -> directory.find(actorId).map(this::view));
        return found.thenApply(view -> view.filter(v -> v.address().namespace().equals(namespace)));
    }

    /** See {@code ActorRuntime.list}. */
    public CompletableFuture<ActorPage> list(String namespace, String name, @Nullable String cursor, int limit) {
        return read(() -> {
            Directory.Page page = directory.list(namespace, name, cursor, limit);
            return new ActorPage(page.records().stream().map(this::view).toList(), page.cursor());
        });
    }

    /** See {@code ActorRuntime.names}. */
    public CompletableFuture<List<String>> names(String namespace) {
        return read(() -> directory.names(namespace));
    }

    private <T> CompletableFuture<T> read(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        environment.storeReaders().execute(() -> {
            try {
                answer.complete(question.get());
            } catch (IllegalArgumentException e) {
                answer.completeExceptionally(
                        new ActorError("actor", "invalid_request", "The cursor is not valid.", null, null, e));
            } catch (RuntimeException | Error e) {
                LOG.error("Could not read from the store", e);
                listener.storeReadFailed();
                answer.completeExceptionally(Failures.storeUnavailable().toException());
            }
        });
        return answer;
    }

    private ActorView view(ActorRecord record) {
        return activations.running(record.id()).map(Activation::view).orElseGet(() -> asleep(record));
    }

    /** Nobody notes when an actor falls asleep: it sleeps at least since this server runs, or since it was created. */
    private ActorView asleep(ActorRecord record) {
        Optional<Failure> failure = activations.startFailure(record.address());
        return new ActorView(
                record.id(),
                record.address(),
                record.generation(),
                record.createdAt(),
                null,
                null,
                failure.isPresent() ? null : Math.max(startedAt, record.createdAt()),
                failure.map(Failure::error).orElse(null));
    }

    /** See {@code ActorRuntime.definitions}. */
    public Collection<ActorDefinition<?>> definitions() {
        return registry.all();
    }

    /** Ends every activation and waits for that. */
    public void close() {
        try {
            if (!activations.close(SHUTDOWN_PATIENCE)) {
                LOG.warn("Some actors did not end within {}; what they were doing is undone", SHUTDOWN_PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
