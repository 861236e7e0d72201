package dev.dowel.typescript;

import static dev.dowel.typescript.Schemas.ordered;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the OpenAPI 3.1 document: one path for each action and each queue of each actor, over plain HTTP in the json
 * encoding (protocol 3.1 and 6).
 *
 * <p>Confined to one thread; used once.
 */
final class OpenApiWriter {

    private final List<ActorShape> actors;
    private final Schemas schemas;
    private final DocComments comments;

    OpenApiWriter(List<ActorShape> actors, Map<Class<?>, Declaration> declarations, DocComments comments) {
        this.actors = actors;
        this.comments = comments;
        this.schemas =
                new Schemas(declarations, new DeclarationNames(declarations.keySet(), Set.of("Error")), comments);
    }

    String write() {
        Map<String, Object> paths = new LinkedHashMap<>();
        for (ActorShape actor : actors) {
            String base = "/gateway/" + actor.name();
            for (ActorShape.ActionShape action : actor.actions()) {
                paths.put(base + "/action/" + action.name(), ordered("post", call(actor, action)));
            }
            for (ActorShape.QueueShape queue : actor.queues()) {
                paths.put(base + "/queue/" + queue.name(), ordered("post", send(actor, queue)));
            }
        }
        Map<String, Object> components = new LinkedHashMap<>(schemas.components());
        components.put("Error", error());
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(ordered(
                        "openapi",
                        "3.1.0",
                        "info",
                        ordered("title", "Actors", "version", "1"),
                        "paths",
                        paths,
                        "components",
                        ordered("schemas", components, "responses", ordered("Failure", failure()))));
    }

    private Map<String, Object> call(ActorShape actor, ActorShape.ActionShape action) {
        List<Map<String, Object>> arguments = new ArrayList<>();
        int required = 0;
        for (ActorShape.ParameterShape parameter : action.parameters()) {
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("title", parameter.name());
            schema.putAll(schemas.of(parameter.type()));
            arguments.add(schema);
            if (!(parameter.type() instanceof WireType.OrNull)) {
                required = arguments.size();
            }
        }
        Map<String, Object> list = ordered("type", "array");
        if (!arguments.isEmpty()) {
            list.put("prefixItems", arguments);
            list.put("minItems", required);
        }
        list.put("maxItems", arguments.size());
        Map<String, Object> result = action.result() == WireType.Plain.NOTHING
                ? ordered("const", List.of("$Undefined", 0))
                : schemas.of(action.result());
        Map<String, Object> operation = ordered("operationId", actor.name() + "." + action.name());
        comments.ofAction(actor.name(), action.name())
                .ifPresent(comment -> operation.put("description", String.join("\n", CommentText.lines(comment))));
        operation.putAll(operation(actor, object("args", list, true), object("output", result, true)));
        if (!action.errorCodes().isEmpty()) {
            operation.put("x-error-codes", action.errorCodes());
        }
        return operation;
    }

    private Map<String, Object> send(ActorShape actor, ActorShape.QueueShape queue) {
        Map<String, Object> body = ordered(
                "type",
                "object",
                "properties",
                ordered(
                        "body",
                        schemas.of(queue.message()),
                        "wait",
                        ordered("type", "boolean"),
                        "timeout",
                        ordered("type", "integer", "description", "milliseconds")),
                "required",
                List.of("body"));
        Map<String, Object> answer = ordered("status", ordered("enum", List.of("completed", "timedOut")));
        if (queue.reply() != WireType.Plain.NOTHING) {
            answer.put("response", schemas.of(queue.reply()));
        }
        Map<String, Object> operation = ordered("operationId", actor.name() + ".queue." + queue.name());
        operation.putAll(
                operation(actor, body, ordered("type", "object", "properties", answer, "required", List.of("status"))));
        return operation;
    }

    private Map<String, Object> operation(ActorShape actor, Map<String, Object> request, Map<String, Object> answer) {
        return ordered(
                "tags",
                List.of(actor.name()),
                "parameters",
                parameters(actor),
                "requestBody",
                ordered("required", true, "content", json(request)),
                "responses",
                ordered(
                        "200",
                        ordered("description", "What it answers.", "content", json(answer)),
                        "default",
                        ordered("$ref", "#/components/responses/Failure")));
    }

    private List<Map<String, Object>> parameters(ActorShape actor) {
        List<Map<String, Object>> parameters = new ArrayList<>(List.of(
                parameter("query", "rvt-namespace", ordered("type", "string", "default", "default"), true, ""),
                parameter(
                        "query",
                        "rvt-method",
                        ordered("enum", List.of("getOrCreate", "get")),
                        true,
                        "Whether an actor that does not exist is created."),
                parameter(
                        "query",
                        "rvt-runner",
                        ordered("type", "string", "default", "default"),
                        false,
                        "Required with getOrCreate, not allowed with get."),
                parameter(
                        "query",
                        "rvt-key",
                        ordered("type", "string"),
                        false,
                        "The parts of the actor's key, joined with commas."),
                parameter("header", "x-rivet-encoding", ordered("const", "json"), false, "")));
        if (actor.connectionParams() != WireType.Plain.NOTHING) {
            Map<String, Object> params = ordered("name", "x-rivet-conn-params", "in", "header", "required", false);
            params.put("content", json(schemas.of(actor.connectionParams())));
            parameters.add(params);
        }
        return parameters;
    }

    private static Map<String, Object> parameter(
            String in, String name, Map<String, Object> schema, boolean required, String description) {
        Map<String, Object> parameter = ordered("name", name, "in", in, "required", required, "schema", schema);
        if (!description.isEmpty()) {
            parameter.put("description", description);
        }
        return parameter;
    }

    private static Map<String, Object> object(String member, Map<String, Object> schema, boolean required) {
        Map<String, Object> object = ordered("type", "object", "properties", ordered(member, schema));
        if (required) {
            object.put("required", List.of(member));
        }
        return object;
    }

    private static Map<String, Object> json(Map<String, Object> schema) {
        return ordered("application/json", ordered("schema", schema));
    }

    private static Map<String, Object> failure() {
        return ordered(
                "description",
                "What went wrong: group and code tell programs, the message tells people.",
                "content",
                json(ordered("$ref", "#/components/schemas/Error")));
    }

    private static Map<String, Object> error() {
        Map<String, Object> text = ordered("type", "string");
        return ordered(
                "type",
                "object",
                "properties",
                ordered("group", text, "code", text, "message", text, "metadata", Map.of()),
                "required",
                List.of("group", "code", "message"));
    }
}
