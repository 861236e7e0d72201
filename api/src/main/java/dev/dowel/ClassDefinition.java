package dev.dowel;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Compiles an annotated {@link Actor} class to an {@link ActorDefinition}. Used once per registration, by one thread.
 *
 * <p>It looks at everything before it reports, so that one start shows every mistake.
 */
final class ClassDefinition<S extends @Nullable Object, A extends Actor<S>> {

    private final Class<A> type;
    private final @Nullable Supplier<? extends A> given;
    private final List<DefinitionMistake> mistakes = new ArrayList<>();

    ClassDefinition(Class<A> type, @Nullable Supplier<? extends A> given) {
        this.type = type;
        this.given = given;
    }

    ActorDefinition<S> read() {
        ActorType actorType = readActorType();
        Set<ActorHook> hooks = readHooks();
        Type stateType = readStateType(hooks);
        List<StateUpgrade> upgrades =
                UpgradeChain.check(type.getName(), stateType, new UpgradeMethods(type, mistakes).read(), mistakes);
        Supplier<? extends A> instances = given == null ? readConstructor() : given;
        Map<String, ActionDefinition<S>> actions = readActions();
        DeclaredConstants constants = new DeclaredConstants(type, mistakes).read();
        ActorSettings settings = readSettings();
        if (!mistakes.isEmpty() || actorType == null || instances == null) {
            throw new DefinitionException(mistakes);
        }
        String name = actorType.value();
        return new ActorDefinition<>(
                name,
                actorType.displayName().isEmpty() ? name : actorType.displayName(),
                actorType.icon(),
                settings,
                stateType,
                actorType.connectionParams(),
                upgrades,
                actions,
                constants.events(),
                constants.queues(),
                hooks,
                context -> {
                    A actor = instances.get();
                    actor.bind(context);
                    return new ClassBehavior<>(actor);
                });
    }

    private void mistake(String member, String problem, String fix) {
        String where = member.isEmpty() ? type.getName() : type.getName() + "." + member;
        mistakes.add(new DefinitionMistake(where, problem, fix));
    }

    private @Nullable ActorType readActorType() {
        ActorType actorType = type.getAnnotation(ActorType.class);
        if (actorType == null) {
            mistake("", "The class has no name for clients.", "Add @ActorType(\"name\").");
        } else {
            DefinitionNames.checkActor(type.getName(), actorType.value(), mistakes);
        }
        if (Modifier.isAbstract(type.getModifiers())) {
            mistake("", "The class is abstract.", "Register a concrete subclass.");
        }
        return actorType;
    }

    private ActorSettings readSettings() {
        ActorOptions options = type.getAnnotation(ActorOptions.class);
        if (options == null) {
            return ActorSettings.DEFAULTS;
        }
        ActorSettings settings = new ActorSettings(
                Duration.ofMillis(options.actionTimeoutMillis()),
                Duration.ofMillis(options.hookTimeoutMillis()),
                Duration.ofMillis(options.stateSaveIntervalMillis()),
                options.durability(),
                Duration.ofMillis(options.sleepTimeoutMillis()),
                Duration.ofMillis(options.sleepGracePeriodMillis()),
                options.noSleep(),
                options.canHibernateWebSocket(),
                options.maxQueueSize(),
                options.maxQueueMessageBytes());
        DefinitionNames.checkSettings(type.getName(), settings, mistakes);
        return settings;
    }

    private Set<ActorHook> readHooks() {
        Set<ActorHook> hooks = EnumSet.noneOf(ActorHook.class);
        for (ActorHook hook : ActorHook.values()) {
            if (overrides(hook.methodName())) {
                hooks.add(hook);
            }
        }
        return hooks;
    }

    private boolean overrides(String methodName) {
        for (Class<?> c = type; c != null && c != Actor.class; c = c.getSuperclass()) {
            for (Method method : c.getDeclaredMethods()) {
                if (method.getName().equals(methodName) && overridesActorMethod(method)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean overridesActorMethod(Method method) {
        for (Method hook : Actor.class.getDeclaredMethods()) {
            if (hook.getName().equals(method.getName()) && hook.getParameterCount() == method.getParameterCount()) {
                return java.util.Arrays.equals(hook.getParameterTypes(), method.getParameterTypes());
            }
        }
        return false;
    }

    private Type readStateType(Set<ActorHook> hooks) {
        Type state = stateArgument(type);
        if (state instanceof TypeVariable<?> || state instanceof WildcardType) {
            mistake("", "The type of its state is not known.", "Extend Actor<SomeRecord>.");
        } else if (state != Void.class && !hooks.contains(ActorHook.CREATE_STATE)) {
            mistake("createState", "A new actor has no first state.", "Override createState(CreateRequest).");
        }
        return state;
    }

    private static Type stateArgument(Class<?> actorClass) {
        Class<?> c = actorClass;
        while (c.getSuperclass() != Actor.class) {
            c = c.getSuperclass();
        }
        return c.getGenericSuperclass() instanceof ParameterizedType parent
                ? parent.getActualTypeArguments()[0]
                : Object.class;
    }

    private @Nullable Supplier<A> readConstructor() {
        try {
            Constructor<A> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            MethodHandle handle =
                    MethodHandles.lookup().unreflectConstructor(constructor).asType(MethodType.methodType(Actor.class));
            return () -> newInstance(handle);
        } catch (NoSuchMethodException e) {
            boolean inner = type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
            mistake(
                    "<init>",
                    "Dowel cannot create an instance.",
                    inner
                            ? "Make the class static."
                            : "Add a constructor without parameters, or register the class with a supplier.");
        } catch (IllegalAccessException | InaccessibleObjectException e) {
            mistake("<init>", "The constructor is not accessible.", openPackage());
        }
        return null;
    }

    private String openPackage() {
        return "Add `opens " + type.getPackageName() + " to dev.dowel.api;` to module-info.java.";
    }

    private A newInstance(MethodHandle constructor) {
        try {
            return type.cast((Actor<?>) constructor.invokeExact());
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("The constructor of " + type.getName() + " failed.", e);
        }
    }

    private Map<String, ActionDefinition<S>> readActions() {
        Map<String, ActionDefinition<S>> actions = new LinkedHashMap<>();
        Map<String, Method> overridden = new LinkedHashMap<>();
        for (Class<?> c = type; c != null && c != Actor.class; c = c.getSuperclass()) {
            for (Method method : c.getDeclaredMethods()) {
                String signature = method.getName() + List.of(method.getParameterTypes());
                if (method.isAnnotationPresent(Action.class)
                        && !method.isSynthetic()
                        && overridden.putIfAbsent(signature, method) == null) {
                    readAction(method, actions);
                }
            }
        }
        return actions;
    }

    private void readAction(Method method, Map<String, ActionDefinition<S>> actions) {
        String name = ActionMethod.nameOf(method);
        DefinitionNames.checkAction(type.getName() + "." + method.getName(), name, mistakes);
        if (Modifier.isStatic(method.getModifiers()) || Modifier.isPrivate(method.getModifiers())) {
            mistake(method.getName(), "An action is an instance method.", "Make it public and not static.");
            return;
        }
        Action action = method.getAnnotation(Action.class);
        if (action.timeoutMillis() < 0) {
            mistake(method.getName(), "The timeout is negative.", "Give milliseconds, or 0 for the actor's setting.");
        }
        List<ActionDefinition.Parameter> parameters = new ArrayList<>();
        for (java.lang.reflect.Parameter parameter : method.getParameters()) {
            Type parameterType = parameter.getParameterizedType();
            if (parameterType instanceof TypeVariable<?>) {
                mistake(
                        method.getName(),
                        "The type of parameter " + parameter.getName() + " is not known.",
                        "Use a concrete type.");
            }
            parameters.add(new ActionDefinition.Parameter(parameter.getName(), parameterType, isNullable(parameter)));
        }
        ActionDefinition.Code<S> code = code(method);
        if (code == null) {
            return;
        }
        ActionDefinition<S> definition = new ActionDefinition<>(
                name,
                parameters,
                method.getGenericReturnType(),
                hasNullable(method) || hasNullable(method.getAnnotatedReturnType()),
                method.isAnnotationPresent(ReadOnly.class),
                action.internal(),
                action.timeoutMillis() > 0 ? Optional.of(Duration.ofMillis(action.timeoutMillis())) : Optional.empty(),
                action.durability(),
                List.of(action.errorCodes()),
                code);
        if (actions.putIfAbsent(name, definition) != null) {
            mistake(
                    method.getName(),
                    "Two actions are named " + name + ".",
                    "Give one of them another name with @Action(\"…\"): clients cannot choose by types.");
        }
    }

    private static boolean isNullable(java.lang.reflect.Parameter parameter) {
        return hasNullable(parameter) || hasNullable(parameter.getAnnotatedType());
    }

    private static boolean hasNullable(AnnotatedElement element) {
        for (var annotation : element.getAnnotations()) {
            if (annotation.annotationType().getSimpleName().equals("Nullable")) {
                return true;
            }
        }
        return false;
    }

    private ActionDefinition.@Nullable Code<S> code(Method method) {
        MethodHandle handle;
        try {
            method.setAccessible(true);
            MethodHandle direct = MethodHandles.lookup().unreflect(method);
            handle = direct.asSpreader(Object[].class, method.getParameterCount())
                    .asType(MethodType.methodType(Object.class, Object.class, Object[].class));
        } catch (IllegalAccessException | InaccessibleObjectException e) {
            mistake(method.getName(), "The action is not accessible.", openPackage());
            return null;
        }
        return (behavior, context, arguments) -> {
            Object actor = ((ClassBehavior<S>) behavior).actor();
            try {
                return (Object) handle.invokeExact(actor, arguments);
            } catch (Exception | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        };
    }
}
