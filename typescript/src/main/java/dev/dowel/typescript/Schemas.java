package dev.dowel.typescript;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON Schema of wire types in the json encoding (protocol 3.2). Schemas have no type parameters: each use of a generic
 * declaration with other arguments becomes a schema of its own.
 *
 * <p>Confined to one thread; used once.
 */
final class Schemas {

    private static final String NAMES = "#/components/schemas/";

    private final Map<Class<?>, Declaration> declarations;
    private final DeclarationNames names;
    private final DocComments comments;
    private final Map<String, Map<String, Object>> components = new TreeMap<>();

    Schemas(Map<Class<?>, Declaration> declarations, DeclarationNames names, DocComments comments) {
        this.declarations = declarations;
        this.names = names;
        this.comments = comments;
    }

    /** The named schemas that the others refer to, by name. */
    Map<String, Map<String, Object>> components() {
        return components;
    }

    /** The schema of a type that stands outside of declarations. */
    Map<String, Object> of(WireType type) {
        return of(type, Map.of());
    }

    private Map<String, Object> of(WireType type, Map<String, WireType> arguments) {
        return switch (type) {
            case WireType.Plain plain -> plain(plain);
            case WireType.Many many -> ordered("type", "array", "items", of(many.element(), arguments));
            case WireType.ByName map -> ordered("type", "object", "additionalProperties", of(map.value(), arguments));
            case WireType.OrNull orNull ->
                Map.of("anyOf", List.of(of(orNull.type(), arguments), Map.of("type", "null")));
            case WireType.Use use -> reference(use, arguments);
            case WireType.Parameter parameter ->
                of(arguments.getOrDefault(parameter.name(), WireType.Plain.ANYTHING), Map.of());
        };
    }

    private static Map<String, Object> plain(WireType.Plain plain) {
        return switch (plain) {
            case TEXT -> Map.of("type", "string");
            case NUMBER -> Map.of("type", "number");
            case TRUTH -> Map.of("type", "boolean");
            case DATE -> ordered("type", "string", "format", "date-time");
            case BIG_INTEGER -> pair("$BigInt", ordered("type", "string", "pattern", "^-?[0-9]+$"));
            case BYTES -> pair("$Uint8Array", ordered("type", "string", "contentEncoding", "base64"));
            case ANYTHING -> Map.of();
            case NOTHING -> Map.of("type", "null");
        };
    }

    private static Map<String, Object> pair(String tag, Map<String, Object> text) {
        return ordered(
                "type", "array", "prefixItems", List.of(Map.of("const", tag), text), "minItems", 2, "maxItems", 2);
    }

    private Map<String, Object> reference(WireType.Use use, Map<String, WireType> outer) {
        List<WireType> arguments =
                use.arguments().stream().map(type -> replaced(type, outer)).toList();
        var name = new StringBuilder(names.of(use.declared()));
        arguments.forEach(type -> name.append('_').append(nameOf(type)));
        if (!components.containsKey(name.toString())) {
            components.put(name.toString(), Map.of()); // ends recursion
            components.put(name.toString(), declared(use.declared(), arguments));
        }
        return Map.of("$ref", NAMES + name);
    }

    private static WireType replaced(WireType type, Map<String, WireType> arguments) {
        return switch (type) {
            case WireType.Plain plain -> plain;
            case WireType.Many many -> new WireType.Many(replaced(many.element(), arguments));
            case WireType.ByName map -> new WireType.ByName(map.key(), replaced(map.value(), arguments));
            case WireType.OrNull orNull -> new WireType.OrNull(replaced(orNull.type(), arguments));
            case WireType.Use use ->
                new WireType.Use(
                        use.declared(),
                        use.arguments().stream()
                                .map(argument -> replaced(argument, arguments))
                                .toList());
            case WireType.Parameter parameter -> arguments.getOrDefault(parameter.name(), WireType.Plain.ANYTHING);
        };
    }

    private String nameOf(WireType type) {
        return switch (type) {
            case WireType.Plain plain -> plain.name().toLowerCase(java.util.Locale.ROOT);
            case WireType.Many many -> nameOf(many.element()) + "_list";
            case WireType.ByName map -> nameOf(map.value()) + "_map";
            case WireType.OrNull orNull -> nameOf(orNull.type()) + "_or_null";
            case WireType.Use use -> {
                var name = new StringBuilder(names.of(use.declared()));
                use.arguments().forEach(argument -> name.append('_').append(nameOf(argument)));
                yield name.toString();
            }
            case WireType.Parameter parameter -> parameter.name();
        };
    }

    private Map<String, Object> declared(Class<?> type, List<WireType> arguments) {
        Declaration declaration = declarations.get(type);
        if (declaration == null) {
            throw new IllegalStateException(type + " is not declared");
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        comments.of(type)
                .ifPresent(comment -> schema.put("description", String.join("\n", CommentText.lines(comment))));
        switch (declaration) {
            case Declaration.Structure structure ->
                structure(structure, bound(structure.parameters(), arguments), schema);
            case Declaration.Choice choice -> {
                Map<String, WireType> bound = bound(choice.parameters(), arguments);
                schema.put(
                        "oneOf",
                        choice.alternatives().stream()
                                .map(one -> of(one, bound))
                                .toList());
            }
            case Declaration.Names constants -> schema.put("enum", constants.names());
        }
        return schema;
    }

    private static Map<String, WireType> bound(List<String> parameters, List<WireType> arguments) {
        Map<String, WireType> bound = new LinkedHashMap<>();
        for (int i = 0; i < parameters.size() && i < arguments.size(); i++) {
            bound.put(parameters.get(i), arguments.get(i));
        }
        return bound;
    }

    private void structure(
            Declaration.Structure structure, Map<String, WireType> arguments, Map<String, Object> schema) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        structure.tag().ifPresent(tag -> {
            properties.put(Alternatives.TAG, Map.of("const", tag));
            required.add(Alternatives.TAG);
        });
        for (Declaration.Member member : structure.members()) {
            properties.put(member.name(), of(member.type(), arguments));
            if (!member.optional()) {
                required.add(member.name());
            }
        }
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
    }

    /** A map that keeps its order, from names and values in turn. */
    static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
