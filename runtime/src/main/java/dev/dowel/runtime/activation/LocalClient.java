package dev.dowel.runtime.activation;

import dev.dowel.ActorClient;
import dev.dowel.ActorDefinition;
import dev.dowel.ActorHandle;
import dev.dowel.ActorKey;
import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.RawValue;
import dev.dowel.protocol.Values;
import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client can do, for an actor of this server. Thread safe. */
record LocalClient(Activation<?> caller) implements ActorClient {

    @Override
    public <A> ActorHandle<A> getOrCreate(Class<A> type, String... key) {
        return getOrCreateWithInput(type, List.of(key), null);
    }

    @Override
    public <A> ActorHandle<A> getOrCreateWithInput(Class<A> type, List<String> key, @Nullable Object input) {
        return new LocalHandle<>(caller, new Target.GetOrCreate(address(type, key), encoded(input)));
    }

    @Override
    public <A> ActorHandle<A> get(Class<A> type, String... key) {
        return new LocalHandle<>(caller, new Target.Get(address(type, List.of(key))));
    }

    @Override
    public <A> ActorHandle<A> create(Class<A> type, List<String> key, @Nullable Object input) {
        ActorAddress address = address(type, key);
        Target.GetOrCreate target = new Target.GetOrCreate(address, encoded(input));
        return new LocalHandle<>(
                caller, new Target.ById(address.namespace(), ask(target).createdId()));
    }

    @Override
    public <A> ActorHandle<A> forId(Class<A> type, String actorId) {
        return new LocalHandle<>(
                caller, new Target.ById(caller.parts().address().namespace(), actorId));
    }

    @Override
    public String resolve(Class<?> type, String... key) {
        return ask(new Target.GetOrCreate(address(type, List.of(key)), null)).actorId();
    }

    private LocalQuestion ask(Target target) {
        return LocalQuestion.ask(caller, target);
    }

    private ActorAddress address(Class<?> type, List<String> key) {
        return new ActorAddress(
                caller.parts().address().namespace(),
                ActorDefinition.nameOf(type),
                ActorKey.of(key.toArray(String[]::new)));
    }

    private static @Nullable RawValue encoded(@Nullable Object input) {
        return input == null ? null : RawValue.of(Values.encode(Dialect.COMPAT_CBOR, input), Dialect.COMPAT_CBOR);
    }
}
