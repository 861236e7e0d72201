package dev.dowel.typescript;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Writes the TypeScript module (protocol 9): the declared types, the actors, and the registry that clients are created
 * with.
 *
 * <p>Confined to one thread; used once.
 */
final class TypeScriptWriter {

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$]*");
    /** What the module itself declares, and what TypeScript has. */
    private static final Set<String> TAKEN = Set.of(
            "Actors",
            "ErrorCodes",
            "Ev",
            "Qu",
            "Registry",
            "RivetRegistry",
            "Array",
            "Boolean",
            "Date",
            "Error",
            "Function",
            "Map",
            "Number",
            "Object",
            "Partial",
            "Promise",
            "Record",
            "Set",
            "String",
            "Symbol",
            "Uint8Array");
    /** Names a parameter cannot have. */
    private static final Set<String> RESERVED = Set.of(
            "arguments",
            "await",
            "debugger",
            "delete",
            "eval",
            "export",
            "function",
            "in",
            "let",
            "typeof",
            "var",
            "with",
            "yield");

    private final List<ActorShape> actors;
    private final Map<Class<?>, Declaration> declarations;
    private final DeclarationNames names;
    private final DocComments comments;
    private final StringBuilder out = new StringBuilder();

    TypeScriptWriter(List<ActorShape> actors, Map<Class<?>, Declaration> declarations, DocComments comments) {
        this.actors = actors;
        this.declarations = declarations;
        this.names = new DeclarationNames(declarations.keySet(), TAKEN);
        this.comments = comments;
    }

    String write() {
        out.append("""
                // The actors of a Dowel server, written by it. Do not edit: it will be written again.
                import type { Registry as RivetRegistry } from "rivetkit";

                type Ev<T> = { readonly _eventType?: T; readonly _queueMessage?: T };
                type Qu<M, C = never> = { readonly _queueMessage?: M; readonly _queueComplete?: C };
                """);
        declarations.values().stream()
                .sorted(Comparator.comparing((Declaration declaration) -> names.of(declaration.declared())))
                .forEach(this::declare);
        out.append("\nexport type Actors = {\n");
        actors.forEach(this::actor);
        out.append("};\n");
        errorCodes();
        out.append("""

                /** What `createClient` and `createRivetKit` are told. */
                export type Registry = RivetRegistry<Actors>;
                """);
        return out.toString();
    }

    private void declare(Declaration declaration) {
        out.append('\n');
        comment("", comments.of(declaration.declared()));
        out.append("export type ").append(names.of(declaration.declared()));
        switch (declaration) {
            case Declaration.Structure structure -> {
                out.append(parameters(structure.parameters())).append(" = {\n");
                structure
                        .tag()
                        .ifPresent(tag -> out.append("  ")
                                .append(Alternatives.TAG)
                                .append(": ")
                                .append(quoted(tag))
                                .append(";\n"));
                for (Declaration.Member member : structure.members()) {
                    comment("  ", comments.of(structure.declared(), member.name()));
                    out.append("  ").append(name(member.name())).append(member.optional() ? "?: " : ": ");
                    out.append(type(member.type())).append(";\n");
                }
                out.append("};\n");
            }
            case Declaration.Choice choice -> {
                List<String> alternatives =
                        choice.alternatives().stream().map(this::type).toList();
                out.append(parameters(choice.parameters())).append(" = ");
                out.append(String.join(" | ", alternatives)).append(";\n");
            }
            case Declaration.Names constants -> {
                List<String> all =
                        constants.names().stream().map(TypeScriptWriter::quoted).toList();
                out.append(" = ")
                        .append(all.isEmpty() ? "never" : String.join(" | ", all))
                        .append(";\n");
            }
        }
    }

    private static String parameters(List<String> parameters) {
        return parameters.isEmpty() ? "" : "<" + String.join(", ", parameters) + ">";
    }

    private void actor(ActorShape actor) {
        comment("  ", comments.ofActor(actor.name()));
        out.append("  ").append(name(actor.name())).append(": {\n    readonly config: {\n      actions: {");
        var root = new Group();
        actor.actions().forEach(action -> root.add(action.name(), action));
        root.write(actor.name(), "        ");
        out.append(root.members.isEmpty() ? "};\n" : "\n      };\n");
        out.append("      events: {");
        for (ActorShape.EventShape event : actor.events()) {
            out.append("\n        ").append(name(event.name())).append(": Ev<");
            out.append(event.payload() == WireType.Plain.NOTHING ? "null" : type(event.payload()))
                    .append(">;");
        }
        out.append(actor.events().isEmpty() ? "};\n" : "\n      };\n").append("      queues: {");
        for (ActorShape.QueueShape queue : actor.queues()) {
            out.append("\n        ").append(name(queue.name())).append(": Qu<").append(type(queue.message()));
            out.append(queue.reply() == WireType.Plain.NOTHING ? "" : ", " + type(queue.reply()))
                    .append(">;");
        }
        out.append(actor.queues().isEmpty() ? "};\n" : "\n      };\n").append("    };\n");
        if (actor.connectionParams() != WireType.Plain.NOTHING) {
            out.append("    readonly params: ")
                    .append(type(actor.connectionParams()))
                    .append(";\n");
        }
        out.append("  };\n");
    }

    /** Actions whose names begin alike: {@code users.add} is the action {@code add} of the group {@code users}. */
    private final class Group {

        private final NavigableMap<String, Object> members = new TreeMap<>();

        void add(String path, ActorShape.ActionShape action) {
            int dot = path.indexOf('.');
            if (dot < 0) {
                members.put(path, action);
            } else {
                var group = (Group) members.computeIfAbsent(path.substring(0, dot), any -> new Group());
                group.add(path.substring(dot + 1), action);
            }
        }

        void write(String actor, String indent) {
            members.forEach((name, member) -> {
                out.append('\n');
                switch (member) {
                    case Group group -> {
                        out.append(indent).append(name(name)).append(": {");
                        group.write(actor, indent + "  ");
                        out.append('\n').append(indent).append("};");
                    }
                    case ActorShape.ActionShape action -> {
                        comment(indent, comments.ofAction(actor, action.name()));
                        out.append(indent)
                                .append(name(name))
                                .append(signature(action))
                                .append(';');
                    }
                    default -> throw new IllegalStateException("neither group nor action: " + member);
                }
            });
        }
    }

    /** The first parameter stands for the actor's context, which clients' types drop. */
    private String signature(ActorShape.ActionShape action) {
        List<String> parameters = new ArrayList<>();
        parameters.add("context: unknown");
        boolean optional = true;
        for (ActorShape.ParameterShape parameter : action.parameters().reversed()) {
            optional &= parameter.type() instanceof WireType.OrNull;
            String name =
                    RESERVED.contains(parameter.name()) || parameter.name().equals("context")
                            ? parameter.name() + "_"
                            : parameter.name();
            String undefined = parameter.type() instanceof WireType.OrNull && !optional ? " | undefined" : "";
            parameters.add(1, name + (optional ? "?: " : ": ") + type(parameter.type()) + undefined);
        }
        String result = action.result() == WireType.Plain.NOTHING ? "void" : type(action.result());
        return "(" + String.join(", ", parameters) + "): " + result;
    }

    private void errorCodes() {
        out.append("\n/** The codes of the errors each actor throws for its callers, in the group `user`. */\n");
        out.append("export type ErrorCodes = {\n");
        for (ActorShape actor : actors) {
            SortedSet<String> codes = new TreeSet<>();
            actor.actions().forEach(action -> codes.addAll(action.errorCodes()));
            List<String> all = codes.stream().map(TypeScriptWriter::quoted).toList();
            out.append("  ").append(name(actor.name())).append(": ");
            out.append(all.isEmpty() ? "never" : String.join(" | ", all)).append(";\n");
        }
        out.append("};\n");
    }

    private String type(WireType type) {
        return switch (type) {
            case WireType.Plain plain ->
                switch (plain) {
                    case TEXT -> "string";
                    case NUMBER -> "number";
                    case BIG_INTEGER -> "bigint";
                    case TRUTH -> "boolean";
                    case BYTES -> "Uint8Array";
                    case DATE -> "Date";
                    case ANYTHING -> "unknown";
                    case NOTHING -> "null";
                };
            case WireType.Many many -> element(many.element()) + "[]";
            case WireType.ByName map ->
                map.key() instanceof WireType.Use key
                        ? "{ [name in " + type(key) + "]?: " + type(map.value()) + " }"
                        : "Record<string, " + type(map.value()) + ">";
            case WireType.OrNull orNull -> type(orNull.type()) + " | null";
            case WireType.Use use ->
                names.of(use.declared())
                        + (use.arguments().isEmpty()
                                ? ""
                                : "<"
                                        + String.join(
                                                ", ",
                                                use.arguments().stream()
                                                        .map(this::type)
                                                        .toList()) + ">");
            case WireType.Parameter parameter -> parameter.name();
        };
    }

    private String element(WireType element) {
        String written = type(element);
        return element instanceof WireType.OrNull ? "(" + written + ")" : written;
    }

    private void comment(String indent, Optional<String> comment) {
        List<String> lines = comment.map(CommentText::lines).orElse(List.of());
        if (lines.size() == 1) {
            out.append(indent).append("/** ").append(lines.getFirst()).append(" */\n");
        } else if (!lines.isEmpty()) {
            out.append(indent).append("/**\n");
            lines.forEach(
                    line -> out.append((indent + " * " + line).stripTrailing()).append('\n'));
            out.append(indent).append(" */\n");
        }
    }

    private static String name(String name) {
        return IDENTIFIER.matcher(name).matches() ? name : quoted(name);
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append((char) c);
                default -> {
                    if (c < ' ' || c == '\u2028' || c == '\u2029') {
                        quoted.append(String.format("\\u%04x", c));
                    } else {
                        quoted.append((char) c);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
