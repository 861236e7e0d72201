package dev.dowel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorDefinition;
import dev.dowel.typescript.ActorTypes;
import dev.dowel.typescript.Everything;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A project that has only the generated file and the npm package compiles strictly, and wrong uses do not. */
final class TypeScriptIT {

    private static final Duration COMPILE_TIMEOUT = Duration.ofMinutes(2);
    private static final String SETTINGS = """
            {
              "compilerOptions": {
                "target": "es2024", "module": "nodenext", "strict": true, "noUncheckedIndexedAccess": true, "noEmit": true,
                "skipLibCheck": true, "types": []
              },
              "include": ["*.ts"]
            }
            """;

    private static NodeProject node;

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        node = NodeProject.installed(Path.of("node"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.3.19", "2.3.11"})
    void rightUsesCompileAndWrongOnesDoNot(String version) throws IOException, InterruptedException {
        Path project = projectWith(version);
        Path compiler = Path.of("node/node_modules/typescript/bin/tsc").toAbsolutePath();
        Finished compiled = node.run(Map.of(), COMPILE_TIMEOUT, compiler.toString(), "-p", project.toString());
        assertThat(compiled.output()).isEmpty();
        assertThat(compiled.exitCode()).isZero();
    }

    /** The files in the examples are copies of what the Maven goal wrote in this build. */
    @ParameterizedTest
    @ValueSource(strings = {"typescript", "react/src"})
    void theExamplesHaveTheTypesOfTheirActors(String folder) throws IOException {
        assertThat(Path.of("../examples", folder, "dowel-types.d.ts"))
                .as("copy examples/target/dowel-types.d.ts to examples/" + folder)
                .hasSameTextualContentAs(Path.of("../examples/target/dowel-types.d.ts"));
    }

    private static Path projectWith(String version) throws IOException {
        Path project = Path.of("target/types-" + version).toAbsolutePath();
        Path package_ = project.resolve("node_modules/rivetkit");
        Files.createDirectories(package_.getParent());
        Files.deleteIfExists(package_);
        Files.createSymbolicLink(
                package_, Path.of("node/node_modules/rivetkit-" + version).toAbsolutePath());
        Files.writeString(project.resolve("package.json"), "{\"type\": \"module\"}");
        Files.writeString(project.resolve("tsconfig.json"), SETTINGS);
        Files.copy(Path.of("node/types/check.ts"), project.resolve("check.ts"), StandardCopyOption.REPLACE_EXISTING);
        String types =
                ActorTypes.of(List.of(ActorDefinition.of(Everything.class))).typeScript();
        Files.writeString(project.resolve("dowel-types.d.ts"), types);
        return project;
    }
}
