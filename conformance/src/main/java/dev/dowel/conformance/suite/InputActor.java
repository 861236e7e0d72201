package dev.dowel.conformance.suite;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.ReadOnly;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Remembers the input it was created with, as both hooks that see it saw it. Confined to the actor's turn. */
@ActorType("inputActor")
final class InputActor extends Actor<InputActor.Inputs> {

    record Inputs(@Nullable Object initialInput, @Nullable Object onCreateInput) {}

    @Override
    protected Inputs createState(CreateRequest request) {
        return new Inputs(inputOf(request).orElse(null), null);
    }

    @Override
    protected void onCreate(CreateRequest request) {
        Object input = inputOf(request).orElse(null);
        update(state -> new Inputs(state.initialInput(), input));
    }

    private static Optional<Object> inputOf(CreateRequest request) {
        return request.hasInput() ? Optional.of(request.input(Object.class)) : Optional.empty();
    }

    /** What there was: an input that was not given is not in it. */
    @ReadOnly
    @Action
    public Map<String, Object> getInputs() {
        Map<String, Object> given = new LinkedHashMap<>();
        Optional.ofNullable(state().initialInput()).ifPresent(input -> given.put("initialInput", input));
        Optional.ofNullable(state().onCreateInput()).ifPresent(input -> given.put("onCreateInput", input));
        return given;
    }
}
