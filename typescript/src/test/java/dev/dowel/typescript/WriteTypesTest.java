package dev.dowel.typescript;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WriteTypesTest {

    private static final Path SOURCES = Path.of("src/test/java");

    @TempDir
    Path folder;

    private final StringBuilder errors = new StringBuilder();

    /** A folder with the class files of one actor only. */
    private Path classesOf(Class<?> actor) throws Exception {
        Path classes = folder.resolve("classes");
        Path from = Path.of(actor.getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolve(actor.getPackageName().replace('.', '/'));
        Path to = Files.createDirectories(classes.resolve(actor.getPackageName().replace('.', '/')));
        try (var files = Files.list(from)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.equals(actor.getSimpleName() + ".class") || name.startsWith(actor.getSimpleName() + "$")) {
                    Files.copy(file, to.resolve(name));
                }
            }
        }
        return classes;
    }

    @Test
    void actorsAreFoundAndTheirCommentsCarriedOver() throws Exception {
        Path file = folder.resolve("web/dowel-types.d.ts");
        int code = WriteTypes.run(
                new String[] {
                    "--classes", classesOf(Everything.class).toString(),
                    "--sources", SOURCES.toString(),
                    "--typescript", file.toString()
                },
                errors);
        assertThat(errors).isEmpty();
        assertThat(code).isZero();
        assertThat(Files.readString(file))
                .contains("""
                          /**
                           * An actor that uses every kind of type. Its comment has `code`, a List, and
                           * two lines.
                           */
                          everything: {
                        """)
                .contains("  /** who wrote it */\n  author: string;\n")
                .contains("""
                                /**
                                 * Adds a post.
                                 *
                                 * @param author who writes
                                 * @returns the post
                                 */
                                post(
                        """.stripTrailing());
    }

    @Test
    void commentsAreFoundByNamesThatStandAloneInTheirAnnotations() throws Exception {
        Path file = folder.resolve("dowel-types.d.ts");
        int code = WriteTypes.run(
                new String[] {
                    "--classes", classesOf(Plain.class).toString(),
                    "--sources", SOURCES.toString(),
                    "--typescript", file.toString()
                },
                errors);
        assertThat(errors).isEmpty();
        assertThat(code).isZero();
        assertThat(Files.readString(file))
                .contains("  /** An actor with a name and nothing else in its annotation. */\n  plain: {\n")
                .contains("        /** Sings. */\n        sing(");
    }

    @Test
    void openApiDescribesEveryActionAndQueue() throws Exception {
        Path file = folder.resolve("openapi.json");
        int code = WriteTypes.run(
                new String[] {"--classes", classesOf(Everything.class).toString(), "--openapi", file.toString()},
                errors);
        assertThat(errors).isEmpty();
        assertThat(code).isZero();
        JsonNode api = JsonMapper.shared().readTree(Files.readString(file));
        assertThat(api.at("/openapi").asString()).isEqualTo("3.1.0");
        JsonNode post = api.at("/paths").get("/gateway/everything/action/post").get("post");
        JsonNode schema = post.at("/requestBody/content/application~1json/schema/properties/args");
        assertThat(schema.get("prefixItems").get(0).toString()).isEqualTo("{\"title\":\"author\",\"type\":\"string\"}");
        assertThat(schema.get("minItems").asInt()).isEqualTo(1);
        assertThat(schema.get("maxItems").asInt()).isEqualTo(2);
        assertThat(post.at("/x-error-codes").toString()).isEqualTo("[\"empty\",\"too_long\"]");
        JsonNode schemas = api.at("/components/schemas");
        assertThat(schemas.has("Page_text")).isTrue();
        assertThat(schemas.get("Page_text").at("/properties/items/items/type").asString())
                .isEqualTo("string");
        assertThat(schemas.get("Shape").get("oneOf")).hasSize(2);
        assertThat(api.at("/paths").has("/gateway/everything/queue/questions")).isTrue();
        assertThat(api.findValuesAsString("$ref"))
                .allSatisfy(
                        reference -> assertThat(api.at(reference.substring(1)).isMissingNode())
                                .as(reference)
                                .isFalse());
    }

    @Test
    void mistakesEndWithACodeAndALineEach() throws Exception {
        Path file = folder.resolve("types.d.ts");
        int code = WriteTypes.run(
                new String[] {"--classes", classesOf(Mistaken.class).toString(), "--typescript", file.toString()},
                errors);
        assertThat(code).isEqualTo(1);
        assertThat(errors.toString().lines()).hasSize(7);
        assertThat(file).doesNotExist();
    }

    @Test
    void aFolderWithoutActorsAndWrongOptionsAreRefused() throws Exception {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        String out = folder.resolve("types.d.ts").toString();
        assertThat(WriteTypes.run(new String[] {"--classes", empty.toString(), "--typescript", out}, errors))
                .isEqualTo(1);
        assertThat(WriteTypes.run(new String[] {"--klasses", empty.toString()}, errors))
                .isEqualTo(1);
        assertThat(WriteTypes.run(new String[] {"--classes"}, errors)).isEqualTo(1);
        assertThat(WriteTypes.run(new String[] {"--typescript", out}, errors)).isEqualTo(1);
        assertThat(errors.toString().lines())
                .containsExactly(
                        "There is no class with @ActorType in [" + empty + "].",
                        "Unknown option --klasses.",
                        "Give a path after --classes.",
                        "Give --classes and one of --typescript and --openapi.");
    }
}
