package dev.dowel.testkit;

import dev.dowel.ActorDefinition;
import dev.dowel.runtime.ActorPage;
import dev.dowel.runtime.ActorRuntime;
import dev.dowel.runtime.ActorView;
import dev.dowel.runtime.Inspection;
import dev.dowel.runtime.Target;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What a test can see and do behind the back of an actor. Test's thread only. */
record Insights(Engine engine) {

    private static final int PAGE = 1_000;

    /** What is known of an actor. */
    Inspection of(TestActor<?> actor) {
        ActorView found = existing(actor);
        return engine.ask(
                "a question about " + actor, life -> life.runtime().inspect(Engine.NAMESPACE, found.actorId()));
    }

    private ActorView existing(TestActor<?> actor) {
        return find(actor)
                .orElseThrow(() -> new IllegalStateException(
                        "There is no actor " + actor + ". It was not created yet, or was destroyed."));
    }

    /** The actor a handle means, if there is one. */
    Optional<ActorView> find(TestActor<?> actor) {
        return engine.ask("a question about " + actor, life -> find(life.runtime(), actor));
    }

    private static CompletableFuture<Optional<ActorView>> find(ActorRuntime runtime, TestActor<?> actor) {
        return switch (actor.target()) {
            case Target.ById byId -> runtime.find(Engine.NAMESPACE, byId.actorId());
            case Target.Get get -> runtime.find(get.address());
            case Target.GetOrCreate create -> runtime.find(create.address());
        };
    }

    /** Begins to put an actor to sleep, if there is one. */
    static void sleepSoon(ActorRuntime runtime, TestActor<?> actor) {
        var _ = find(runtime, actor)
                .thenCompose(found -> found.isEmpty()
                        ? CompletableFuture.<@Nullable Void>completedFuture(null)
                        : runtime.sleep(Engine.NAMESPACE, found.get().actorId()));
    }

    /** Ends an activation, one way or another. */
    void end(
            TestActor<?> actor,
            String how,
            BiFunction<ActorRuntime, String, CompletableFuture<@Nullable Void>> ending) {
        ActorView found = existing(actor);
        engine.<@Nullable Void>ask(how + " " + actor, life -> ending.apply(life.runtime(), found.actorId()));
    }

    /** The state of an actor as it is stored. */
    <S> S state(TestActor<?> actor, Type type) {
        ActorView found = existing(actor);
        Type declared = definition(found.address().name()).stateType();
        if (!declared.equals(type)) {
            throw new IllegalArgumentException(
                    "The state of " + actor + " is of type " + declared.getTypeName() + ", not " + type.getTypeName());
        }
        return engine.ask("the state of " + actor, life -> life.runtime().state(Engine.NAMESPACE, found.actorId()))
                .orElseThrow(() -> new IllegalStateException("The actor " + actor + " has no state."))
                .value()
                .decode(type);
    }

    private ActorDefinition<?> definition(String name) {
        return engine.definitions().stream()
                .filter(definition -> definition.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** What is known of every actor. */
    List<Inspection> all() {
        List<Inspection> all = new ArrayList<>();
        for (String name : engine.ask("a question", life -> life.runtime().names(Engine.NAMESPACE))) {
            for (ActorView actor : allOf(name)) {
                all.add(engine.ask(
                        "a question about " + name, life -> life.runtime().inspect(Engine.NAMESPACE, actor.actorId())));
            }
        }
        return all;
    }

    private List<ActorView> allOf(String name) {
        List<ActorView> all = new ArrayList<>();
        String cursor = null;
        do {
            String from = cursor;
            ActorPage page = engine.ask(
                    "a question about " + name, life -> life.runtime().list(Engine.NAMESPACE, name, from, PAGE));
            all.addAll(page.actors());
            cursor = page.cursor();
        } while (cursor != null);
        return all;
    }

    static ActorStatus status(Inspection seen) {
        ActorView actor = seen.actor();
        return new ActorStatus(
                actor.address().name(),
                actor.address().key(),
                actor.actorId(),
                actor.connectableAt() != null,
                seen.awakeFor());
    }
}
