package dev.dowel.typescript;

import dev.dowel.ActionDefinition;
import dev.dowel.ActorDefinition;
import dev.dowel.Queue;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The types of a set of actors as clients see them, ready to be written down. Internal actions are left out. The output is
 * sorted and depends on nothing but the definitions.
 *
 * <p>Immutable.
 *
 * {@snippet :
 * String declarations = ActorTypes.of(List.of(ActorDefinition.of(ChatRoom.class))).typeScript();
 * }
 */
public final class ActorTypes {

    private final List<ActorShape> actors;
    private final Map<Class<?>, Declaration> declarations;
    private final DocComments comments;

    private ActorTypes(List<ActorShape> actors, Map<Class<?>, Declaration> declarations, DocComments comments) {
        this.actors = actors;
        this.declarations = declarations;
        this.comments = comments;
    }

    /**
     * Reads the types of actors.
     *
     * @throws TypesException with every type that clients cannot be told
     */
    public static ActorTypes of(Collection<? extends ActorDefinition<?>> definitions) {
        var types = new TypeReader();
        List<ActorShape> actors = new ArrayList<>();
        definitions.stream()
                .sorted(Comparator.comparing((ActorDefinition<?> definition) -> definition.name()))
                .forEach(definition -> actors.add(read(definition, types)));
        if (!types.mistakes().isEmpty()) {
            throw new TypesException(types.mistakes());
        }
        return new ActorTypes(List.copyOf(actors), types.declarations(), DocComments.NONE);
    }

    /** The same types with the comments of their sources. */
    public ActorTypes with(DocComments newComments) {
        return new ActorTypes(actors, declarations, newComments);
    }

    /** A TypeScript module that exports {@code Registry}, for {@code createClient<Registry>()}. */
    public String typeScript() {
        return new TypeScriptWriter(actors, declarations, comments).write();
    }

    /** An OpenAPI 3.1 document in JSON, for callers of actions over plain HTTP. */
    public String openApi() {
        return new OpenApiWriter(actors, declarations, comments).write();
    }

    private static ActorShape read(ActorDefinition<?> definition, TypeReader types) {
        String name = definition.name();
        List<ActorShape.EventShape> events = new ArrayList<>();
        for (Map.Entry<String, Type> event : new TreeMap<>(definition.events()).entrySet()) {
            String where = name + ", event " + event.getKey();
            events.add(new ActorShape.EventShape(event.getKey(), types.readAt(where, event.getValue())));
        }
        List<ActorShape.QueueShape> queues = new ArrayList<>();
        for (Queue<?, ?> queue : new TreeMap<>(definition.queues()).values()) {
            String where = name + ", queue " + queue.name();
            queues.add(new ActorShape.QueueShape(
                    queue.name(),
                    types.readAt(where, queue.messageType()),
                    types.readAt(where + ", reply", queue.replyType())));
        }
        return new ActorShape(
                name,
                types.readAt(name + ", connection parameters", definition.connectionParams()),
                actions(definition, types),
                events,
                queues);
    }

    private static List<ActorShape.ActionShape> actions(ActorDefinition<?> definition, TypeReader types) {
        List<ActorShape.ActionShape> actions = new ArrayList<>();
        for (ActionDefinition<?> action : new TreeMap<>(definition.actions()).values()) {
            if (action.internal()) {
                continue;
            }
            String where = definition.name() + "." + action.name();
            if (isGroup(action.name(), definition)) {
                types.mistakeAt(
                        where,
                        "There are actions whose names begin with \"" + action.name()
                                + ".\", and in TypeScript a name is" + " either an action or a group of them.",
                        "Rename the action or the group.");
                continue;
            }
            List<ActorShape.ParameterShape> parameters = new ArrayList<>();
            for (ActionDefinition.Parameter parameter : action.parameters()) {
                WireType type = types.readAt(where + ", parameter " + parameter.name(), parameter.type());
                parameters.add(new ActorShape.ParameterShape(
                        parameter.name(), parameter.nullable() ? WireType.orNull(type) : type));
            }
            WireType result = types.readAt(where + ", result", action.returnType());
            actions.add(new ActorShape.ActionShape(
                    action.name(),
                    List.copyOf(parameters),
                    action.nullableResult() ? WireType.orNull(result) : result,
                    action.errorCodes()));
        }
        return List.copyOf(actions);
    }

    private static boolean isGroup(String name, ActorDefinition<?> definition) {
        return definition.actions().values().stream()
                .anyMatch(other -> !other.internal() && other.name().startsWith(name + "."));
    }
}
