package dev.dowel.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.client.DowelClient;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A program that is started to train: it ends by itself, and what it leaves starts the next one. */
@Timeout(180)
class TrainingIT {

    @TempDir
    private Path folder;

    @Test
    void aTrainingEndsByItselfTouchesNoDataAndItsCacheStartsAServer() throws Exception {
        Path cache = folder.resolve("app.aot");
        String classPath = jarsOnly();

        train(classPath, cache);

        assertThat(cache).isNotEmptyFile();
        assertThat(folder.resolve("data")).as("the program's own store").doesNotExist();
        try (ServedProcess server = ServedProcess.start(
                        folder, Map.of(), classPath, ServeIT.Program.class, "-XX:AOTCache=" + cache, "-XX:AOTMode=on");
                DowelClient client = DowelClient.connect(server.endpoint())) {
            long count = client.actor(ServeIT.Errand.class, "k").call(ServeIT.Errand::count);
            assertThat(count).isZero();
        }
    }

    private void train(String classPath, Path cache) throws IOException, InterruptedException {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Path output = folder.resolve("training.log");
        Process training = ServedProcess.builder(
                        folder,
                        classPath,
                        ServeIT.Program.class,
                        "-XX:AOTCacheOutput=" + cache,
                        "-Djava.io.tmpdir=" + temporary,
                        "-D" + Training.PROPERTY + "=true")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(training.waitFor(120, TimeUnit.SECONDS)).as("it ended").isTrue();
            assertThat(training.exitValue()).as(Files.readString(output)).isZero();
        } finally {
            training.destroyForcibly();
        }
        assertThat(temporary.toFile().list((directory, name) -> name.startsWith("dowel-training")))
                .as("what the training left behind")
                .isEmpty();
    }

    /** The class path of this test with jars in the place of directories. */
    private String jarsOnly() {
        ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (Files.isDirectory(Path.of(entry))) {
                String packed =
                        folder.resolve("classes-" + entries.size() + ".jar").toString();
                assertThat(jar.run(System.out, System.err, "--create", "--file", packed, "-C", entry, "."))
                        .isZero();
                entries.add(packed);
            } else if (Files.exists(Path.of(entry))) {
                entries.add(entry);
            }
        }
        return String.join(File.pathSeparator, entries);
    }
}
