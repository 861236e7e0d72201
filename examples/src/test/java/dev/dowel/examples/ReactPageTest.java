package dev.dowel.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.server.DowelServer;
import dev.dowel.server.DowelServerBuilder;
import dev.dowel.server.WebFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code docs/react.md} shows. */
class ReactPageTest {

    private static final class MyApp {}

    static void serveFolder() {
        DowelServer.builder().files(WebFiles.read(Path.of("web/dist")).immutable("assets"));
    }

    static void serveJar(DowelServerBuilder builder) throws IOException, URISyntaxException {
        URI inJar = MyApp.class.getResource("/web/index.html").toURI();
        try (FileSystem jar = FileSystems.newFileSystem(inJar, Map.of())) {
            builder.files(WebFiles.read(jar.getPath("/web")));
        }
    }

    /** The app is compiled with it by {@code ReactIT}, and this class by the build. */
    @Test
    void thePageShowsCodeThatIsCompiled() throws IOException {
        String page = Files.readString(Path.of("../docs/react.md"));
        String own = PageCode.words(Files.readString(Path.of("src/test/java/dev/dowel/examples/ReactPageTest.java")));
        assertThat(PageCode.statements(page, "java"))
                .hasSize(4)
                .allSatisfy(code -> assertThat(own).contains(code));
        String app;
        try (Stream<Path> files = Files.list(Path.of("react/src"))) {
            app = files.map(ReactPageTest::read).map(PageCode::words).collect(Collectors.joining("\n"));
        }
        for (String language : List.of("ts", "tsx")) {
            assertThat(PageCode.statements(page, language))
                    .isNotEmpty()
                    .allSatisfy(code -> assertThat(app).contains(code));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
