package dev.dowel;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Collects the functions of an {@link ActorDefinition}. Not thread safe.
 *
 * @param <S> the actor's state
 */
public final class ActorDefinitionBuilder<S extends @Nullable Object> {

    private final String name;
    private final List<DefinitionMistake> mistakes = new ArrayList<>();
    private final Map<String, ActionDefinition<S>> actions = new LinkedHashMap<>();
    private final Map<String, Type> events = new LinkedHashMap<>();
    private final Map<String, Queue<?, ?>> queues = new LinkedHashMap<>();
    private final Set<ActorHook> hooks = EnumSet.noneOf(ActorHook.class);
    private final FunctionBehavior.Functions<S> functions = new FunctionBehavior.Functions<>();
    private final List<StateUpgrade> upgrades = new ArrayList<>();
    private Type stateType = Void.class;
    private Type connectionParams = Void.class;
    private ActorSettings settings = ActorSettings.DEFAULTS;

    ActorDefinitionBuilder(String name) {
        this.name = name;
        DefinitionNames.checkActor(name, name, mistakes);
    }

    /** The state's type, and the state of a new actor. */
    public ActorDefinitionBuilder<S> state(Type type, Function<CreateRequest, S> create) {
        stateType = type;
        functions.createState = create;
        hooks.add(ActorHook.CREATE_STATE);
        return this;
    }

    /** A step from an older version of the state to the next; see {@link Upgrade}. */
    public <T, N> ActorDefinitionBuilder<S> upgrade(int from, Class<T> input, Type output, Function<T, N> step) {
        upgrades.add(new StateUpgrade(from, input, output, old -> step.apply(input.cast(old))));
        return this;
    }

    /** The settings. */
    public ActorDefinitionBuilder<S> settings(ActorSettings newSettings) {
        settings = newSettings;
        return this;
    }

    /** Declares the type of the parameters callers connect with, for tools and generated types. */
    public ActorDefinitionBuilder<S> connectionParams(Type type) {
        connectionParams = type;
        return this;
    }

    /** Declares an event, for tools and generated types. */
    public ActorDefinitionBuilder<S> event(Event<?> event) {
        events.put(event.name(), event.type());
        return this;
    }

    /** Declares a queue: messages that do not decode to its type are refused. */
    public ActorDefinitionBuilder<S> queue(Queue<?, ?> queue) {
        queues.put(queue.name(), queue);
        return this;
    }

    /** An action without parameters. */
    public <R extends @Nullable Object> ActorDefinitionBuilder<S> action(
            String action, Type result, Function<ActorContext<S>, R> code) {
        return action(action, List.of(), result, (context, arguments) -> code.apply(context));
    }

    /** An action with one parameter. */
    @SuppressWarnings("unchecked") // the runtime decoded the argument to this type
    public <P extends @Nullable Object, R extends @Nullable Object> ActorDefinitionBuilder<S> action(
            String action, Type parameter, Type result, BiFunction<ActorContext<S>, P, R> code) {
        return action(
                action, List.of(parameter), result, (context, arguments) -> code.apply(context, (P) arguments[0]));
    }

    /** An action with any number of parameters, which arrive as an array in the order of their types. */
    public ActorDefinitionBuilder<S> action(
            String action,
            List<Type> parameters,
            Type result,
            BiFunction<ActorContext<S>, @Nullable Object[], @Nullable Object> code) {
        DefinitionNames.checkAction(name, action, mistakes);
        ActionDefinition<S> definition = new ActionDefinition<>(
                action,
                numbered(parameters),
                result,
                false,
                false,
                false,
                Optional.empty(),
                Durability.SYNCED,
                List.of(),
                (behavior, context, arguments) -> code.apply(context, arguments));
        if (actions.put(action, definition) != null) {
            mistakes.add(new DefinitionMistake(
                    name, "The action " + action + " is defined twice.", "Give each action a name of its own."));
        }
        return this;
    }

    private static List<ActionDefinition.Parameter> numbered(List<Type> types) {
        List<ActionDefinition.Parameter> parameters = new ArrayList<>();
        for (Type type : types) {
            parameters.add(new ActionDefinition.Parameter("arg" + parameters.size(), type, false));
        }
        return parameters;
    }

    /** See {@link Actor#onCreate}. */
    public ActorDefinitionBuilder<S> onCreate(HookCode.Taking<S, CreateRequest> hook) {
        functions.onCreate = hook;
        hooks.add(ActorHook.ON_CREATE);
        return this;
    }

    /** See {@link Actor#onWake}. */
    public ActorDefinitionBuilder<S> onWake(HookCode.Plain<S> hook) {
        functions.onWake = hook;
        hooks.add(ActorHook.ON_WAKE);
        return this;
    }

    /** See {@link Actor#onMigrate}. */
    public ActorDefinitionBuilder<S> onMigrate(HookCode.Taking<S, Boolean> hook) {
        functions.onMigrate = hook;
        hooks.add(ActorHook.ON_MIGRATE);
        return this;
    }

    /** See {@link Actor#onSleep}. */
    public ActorDefinitionBuilder<S> onSleep(HookCode.Plain<S> hook) {
        functions.onSleep = hook;
        hooks.add(ActorHook.ON_SLEEP);
        return this;
    }

    /** See {@link Actor#onStateChange}. */
    public ActorDefinitionBuilder<S> onStateChange(HookCode.Taking<S, S> hook) {
        functions.onStateChange = hook;
        hooks.add(ActorHook.ON_STATE_CHANGE);
        return this;
    }

    /** See {@link Actor#run}. */
    public ActorDefinitionBuilder<S> run(HookCode.Plain<S> hook) {
        functions.run = hook;
        hooks.add(ActorHook.RUN);
        return this;
    }

    /** See {@link Actor#onRequest}. */
    public ActorDefinitionBuilder<S> onRequest(HookCode.Returning<S, HttpRequest, HttpResponse> hook) {
        functions.onRequest = hook;
        hooks.add(ActorHook.ON_REQUEST);
        return this;
    }

    /** See {@link Actor#onWebSocket}. */
    public ActorDefinitionBuilder<S> onWebSocket(HookCode.Taking<S, WebSocketSession> hook) {
        functions.onWebSocket = hook;
        hooks.add(ActorHook.ON_WEB_SOCKET);
        return this;
    }

    /** See {@link Actor#onDestroy}. */
    public ActorDefinitionBuilder<S> onDestroy(HookCode.Plain<S> hook) {
        functions.onDestroy = hook;
        hooks.add(ActorHook.ON_DESTROY);
        return this;
    }

    /** See {@link Actor#onBeforeConnect}. */
    public ActorDefinitionBuilder<S> onBeforeConnect(HookCode.Taking<S, ConnectRequest> hook) {
        functions.onBeforeConnect = hook;
        hooks.add(ActorHook.ON_BEFORE_CONNECT);
        return this;
    }

    /** See {@link Actor#createConnectionState}. */
    public ActorDefinitionBuilder<S> connectionState(HookCode.Returning<S, ConnectRequest, @Nullable Object> hook) {
        functions.createConnectionState = hook;
        hooks.add(ActorHook.CREATE_CONNECTION_STATE);
        return this;
    }

    /** See {@link Actor#onConnect}. */
    public ActorDefinitionBuilder<S> onConnect(HookCode.Taking<S, Connection> hook) {
        functions.onConnect = hook;
        hooks.add(ActorHook.ON_CONNECT);
        return this;
    }

    /** See {@link Actor#onDisconnect}. */
    public ActorDefinitionBuilder<S> onDisconnect(HookCode.Taking<S, Connection> hook) {
        functions.onDisconnect = hook;
        hooks.add(ActorHook.ON_DISCONNECT);
        return this;
    }

    /** See {@link Actor#canSubscribe}. */
    public ActorDefinitionBuilder<S> canSubscribe(BiFunction<Connection, String, Boolean> hook) {
        functions.canSubscribe = hook;
        hooks.add(ActorHook.CAN_SUBSCRIBE);
        return this;
    }

    /** See {@link Actor#canPublish}. */
    public ActorDefinitionBuilder<S> canPublish(BiFunction<Connection, String, Boolean> hook) {
        functions.canPublish = hook;
        hooks.add(ActorHook.CAN_PUBLISH);
        return this;
    }

    /**
     * The definition.
     *
     * @throws DefinitionException with everything that is wrong with it
     */
    public ActorDefinition<S> build() {
        if (stateType != Void.class && functions.createState == null) {
            mistakes.add(new DefinitionMistake(name, "It has a state type but no first state.", "Call state(…)."));
        }
        DefinitionNames.checkSettings(name, settings, mistakes);
        List<StateUpgrade> chain = UpgradeChain.check(name, stateType, upgrades, mistakes);
        if (!mistakes.isEmpty()) {
            throw new DefinitionException(Arrays.asList(mistakes.toArray(DefinitionMistake[]::new)));
        }
        FunctionBehavior.Functions<S> fixed = functions.copy();
        return new ActorDefinition<>(
                name,
                name,
                "",
                settings,
                stateType,
                connectionParams,
                chain,
                actions,
                events,
                queues,
                hooks,
                context -> new FunctionBehavior<>(fixed, context));
    }
}
