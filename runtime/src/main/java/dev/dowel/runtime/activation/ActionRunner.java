package dev.dowel.runtime.activation;

import dev.dowel.ActionDefinition;
import dev.dowel.ActorError;
import dev.dowel.ActorHook;
import dev.dowel.Durability;
import dev.dowel.protocol.Limits;
import dev.dowel.protocol.RawValue;
import dev.dowel.protocol.Values;
import dev.dowel.runtime.commit.Output;
import dev.dowel.runtime.connection.ActorConnection;
import dev.dowel.runtime.failure.Failure;
import dev.dowel.runtime.failure.Failures;
import dev.dowel.runtime.turn.Turn;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs one action: decodes its arguments, runs its code as a turn, encodes its result. Confined to the actor's turn.
 *
 * @param name the action
 * @param arguments as they came from the caller
 * @param connection the connection it came over, or null
 * @param reply where the answer goes
 * @param <S> the actor's state
 */
record ActionRunner<S extends @Nullable Object>(
        Activation<S> activation,
        String name,
        RawValue arguments,
        @Nullable ActorConnection connection,
        Reply reply) {

    void run() {
        ActionDefinition<S> action = activation.definition().actions().get(name);
        if (action == null || (action.internal() && !(reply instanceof Reply.Local))) {
            fail(Failures.actionNotFound(name));
            return;
        }
        Duration timeout = timeoutOf(action);
        if (timeout.isNegative()) {
            fail(Failures.actionTimedOut());
            return;
        }
        activation.turns().run(planOf(action, timeout), turn -> run(action, turn));
    }

    /** How long the action may run: no longer than an actor that called it waits. */
    private Duration timeoutOf(ActionDefinition<S> action) {
        Duration own =
                action.timeout().orElse(activation.definition().settings().actionTimeout());
        if (!(reply instanceof Reply.Local local) || local.deadline().isEmpty()) {
            return own;
        }
        long now = activation.parts().environment().nanoTime().getAsLong();
        Duration left = Duration.ofNanos(local.deadline().getAsLong() - now);
        return left.compareTo(own) < 0 ? left : own;
    }

    private TurnPlan planOf(ActionDefinition<S> action, Duration timeout) {
        boolean relaxed = action.durability() == Durability.RELAXED
                || activation.definition().settings().durability() == Durability.RELAXED;
        return new TurnPlan(
                name,
                timeout,
                Failures.actionTimedOut(),
                action.readOnly(),
                false,
                relaxed ? Durability.RELAXED : Durability.SYNCED,
                connection,
                null,
                this::fail);
    }

    private void fail(Failure failure) {
        reply.fail(failure.at(activation.parts().specifier()));
    }

    private void run(ActionDefinition<S> action, Turn turn) throws Exception {
        if (reply instanceof Reply.Local local && !local.begin(turn)) {
            throw Failures.actionTimedOut().toException();
        }
        @Nullable Object[] decoded = decode(arguments, action.parameters());
        Object result = action.code().run(activation.behavior(), activation.context(), decoded);
        if (activation.definition().hooks().contains(ActorHook.ON_BEFORE_ACTION_RESPONSE)) {
            List<@Nullable Object> given = new ArrayList<>(decoded.length);
            Collections.addAll(given, decoded);
            result = activation.behavior().onBeforeActionResponse(name, given, result);
        }
        boolean noValue = result == null && (action.returnType() == void.class || action.returnType() == Void.class);
        byte[] output = noValue ? Values.undefined(reply.dialect()) : Values.encode(reply.dialect(), result);
        switch (reply) {
            case Reply.Local local -> turn.replyLocally(dependsOn -> local.succeed(output, dependsOn));
            case Reply.Remote remote -> {
                if (output.length > Limits.OUTGOING_MESSAGE_BYTES) {
                    throw new ActorError("message", "outgoing_too_long", "Outgoing message too long", null);
                }
                turn.add(new ReplyOutput(remote, output));
            }
        }
    }

    /** Arguments as an action takes them. */
    static @Nullable Object[] decode(RawValue arguments, List<ActionDefinition.Parameter> parameters) {
        Type[] types = new Type[parameters.size()];
        boolean[] nullable = new boolean[types.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = parameters.get(i).type();
            nullable[i] = parameters.get(i).nullable();
        }
        return Values.decodeArguments(arguments, types, nullable);
    }

    private final class ReplyOutput implements Output {

        private final Reply.Remote remote;
        private final byte[] output;

        ReplyOutput(Reply.Remote remote, byte[] output) {
            this.remote = remote;
            this.output = output;
        }

        @Override
        public void release() {
            remote.succeed(activation.parts().specifier(), output);
        }

        @Override
        public void fail(Failure failure) {
            ActionRunner.this.fail(failure);
        }
    }
}
