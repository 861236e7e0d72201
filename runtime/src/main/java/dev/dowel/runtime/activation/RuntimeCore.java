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
import dev.dowel.runtime.Outlet;
import dev.dowel.runtime.ReplySink;
import dev.dowel.runtime.Resolution;
import dev.dowel.runtime.Target;
import dev.dowel.runtime.commit.Output;
import dev.dowel.runtime.environment.RuntimeEnvironment;
import dev.dowel.runtime.failure.Failure;
import dev.dowel.runtime.failure.Failures;
import dev.dowel.runtime.registry.ActorRegistry;
import dev.dowel.runtime.store.ActorRecord;
import dev.dowel.runtime.store.ActorStore;
import dev.dowel.runtime.store.Directory;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
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
    private static final Duration SHUTDOWN_PATIENCE = Duration.ofSeconds(10);

    private final ActorRegistry registry;
    private final RuntimeEnvironment environment;
    private final Directory directory;
    private final Activations activations;

    /**
     * Puts the runtime together.
     *
     * @param checkStates whether states that were changed in place are looked for
     */
    public RuntimeCore(ActorRegistry registry, ActorStore store, RuntimeEnvironment environment, boolean checkStates) {
        this.registry = registry;
        this.environment = environment;
        this.directory = store.directory();
        this.activations = new Activations(registry, store, environment, checkStates);
    }

    /** See {@code ActorRuntime.call}. */
    public void call(Target target, Caller caller, String action, RawValue arguments, ReplySink reply) {
        HttpCall call = new HttpCall(caller, action, arguments, reply);
        activations.dispatch(Work.of(target, call::run, call::fail));
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
    private <T> CompletableFuture<T> whenDurable(Target target, Function<Activation<?>, T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Consumer<Failure> fail = failure -> answer.completeExceptionally(failure.toException());
        activations.dispatch(Work.of(
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
        Consumer<Failure> fail = failure -> answer.completeExceptionally(failure.toException());
        activations.dispatch(Work.of(
                new Target.ById(namespace, actorId),
                activation -> activation.turns().run(new HookRunner<>(activation).plan("destroy", null, fail), turn -> {
                    turn.destroy();
                    turn.add(answerOutput(() -> answer.complete(null), fail));
                }),
                fail));
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
            } catch (RuntimeException e) {
                LOG.error("Could not read from the store", e);
                answer.completeExceptionally(Failures.storeUnavailable().toException());
            }
        });
        return answer;
    }

    private ActorView view(ActorRecord record) {
        return activations
                .running(record.id())
                .map(Activation::view)
                .orElseGet(() -> new ActorView(
                        record.id(),
                        record.address(),
                        record.generation(),
                        record.createdAt(),
                        null,
                        null,
                        activations
                                .startFailure(record.address())
                                .map(Failure::error)
                                .orElse(null)));
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
