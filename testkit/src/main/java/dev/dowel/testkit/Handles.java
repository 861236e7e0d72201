package dev.dowel.testkit;

import dev.dowel.ActorDefinition;
import dev.dowel.ActorKey;
import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.KeyFormat;
import dev.dowel.protocol.RawValue;
import dev.dowel.protocol.UnserializableValueException;
import dev.dowel.protocol.Values;
import dev.dowel.protocol.WireException;
import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.ActorView;
import dev.dowel.runtime.Target;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the handles of a test, and checks what they are made of. Test's thread only. */
record Handles(Engine engine) {

    <A> TestActor<A> getOrCreate(String name, ActorKey key, @Nullable Object input) {
        ActorAddress address = address(name, key);
        return handle(new Target.GetOrCreate(address, encoded(input)), address.toString());
    }

    <A> TestActor<A> get(String name, ActorKey key) {
        ActorAddress address = address(name, key);
        return handle(new Target.Get(address), address.toString());
    }

    <A> TestActor<A> forId(String name, String id) {
        checkKnown(name);
        return handle(new Target.ById(Engine.NAMESPACE, id), name + "#" + id);
    }

    <A> TestActor<A> create(String name, ActorKey key, @Nullable Object input) {
        ActorAddress address = address(name, key);
        RawValue encoded = encoded(input);
        String what = "creation of " + address;
        TestActor<A> place = handle(new Target.GetOrCreate(address, encoded), address.toString());
        engine.meddler().beforeAsking(place, what);
        TestFuture<ActorView> future = new TestFuture<>(engine, what);
        engine.meddler().follow(what, future);
        engine.<@Nullable Void>begin(life -> {
            new CreationAnswer(life, future).take(life.runtime().create(address, encoded));
            return null;
        });
        ActorView created = engine.join(future, what);
        return handle(new Target.ById(Engine.NAMESPACE, created.actorId()), address.toString());
    }

    private <A> TestActor<A> handle(Target target, String label) {
        return new TestActor<>(engine, target, label, Credentials.NONE);
    }

    private ActorAddress address(String name, ActorKey key) {
        checkKnown(name);
        try {
            KeyFormat.check(key);
        } catch (WireException e) {
            throw CallErrors.reported(e.toErrorBody(), null);
        }
        return new ActorAddress(Engine.NAMESPACE, name, key);
    }

    private void checkKnown(String name) {
        if (engine.definitions().stream()
                .noneMatch(definition -> definition.name().equals(name))) {
            String known =
                    engine.definitions().stream().map(ActorDefinition::name).collect(Collectors.joining(", "));
            throw new IllegalArgumentException("This test has no actors of type \"" + name + "\", only of " + known
                    + ". Name its class in @ActorTest(…), or return its definition from an @Actors method.");
        }
    }

    private static @Nullable RawValue encoded(@Nullable Object input) {
        if (input == null) {
            return null;
        }
        try {
            return RawValue.of(Values.encode(Dialect.COMPAT_CBOR, input), Dialect.COMPAT_CBOR);
        } catch (UnserializableValueException e) {
            throw CallErrors.invalidArgument(e);
        }
    }

    /** Takes the answer to the creation of an actor. */
    private record CreationAnswer(ServerLife life, TestFuture<ActorView> future) implements ServerLife.Waiting {

        void take(CompletableFuture<ActorView> answer) {
            life.waits(this);
            var _ = answer.whenComplete((view, failure) -> {
                if (life.serves(this)) {
                    if (failure == null) {
                        future.complete(view);
                    } else {
                        future.completeExceptionally(failure);
                    }
                }
            });
        }

        @Override
        public void lost(String how) {
            future.completeExceptionally(CallErrors.lost(how));
        }
    }
}
