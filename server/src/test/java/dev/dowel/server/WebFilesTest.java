package dev.dowel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that lie beside actors. */
class WebFilesTest {

    private static final String BROWSER = "accept: text/html,application/xhtml+xml,*/*;q=0.8";

    @TempDir
    static Path parent;

    private static Path site;
    private static TestServer server;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws IOException {
        site = parent.resolve("site");
        write(site.resolve("index.html"), "<title>front</title>");
        write(site.resolve("assets/app-1a2b.js"), "let a = 1;");
        write(site.resolve("assets/ä b.CSS"), "a {}");
        write(site.resolve("docs/index.html"), "docs");
        write(site.resolve("unknown.xyz"), "?");
        write(site.resolve(".env"), "secret");
        write(site.resolve(".git/config"), "secret");
        write(site.resolve(".well-known/app.json"), "{}");
        write(parent.resolve("secret.txt"), "secret");
        server = new TestServer(builder -> builder.files(WebFiles.read(site).immutable("assets")));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static HttpPeer.Answer get(String path, String... headers) {
        try (HttpPeer peer = server.connect()) {
            return peer.get(path, headers);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html; charset=utf-8, <title>front</title>",
        "/?a=b, text/html; charset=utf-8, <title>front</title>",
        "/index.html, text/html; charset=utf-8, <title>front</title>",
        "/docs/, text/html; charset=utf-8, docs",
        "/assets/app-1a2b.js, text/javascript; charset=utf-8, let a = 1;",
        "/assets/%C3%A4%20b.CSS, text/css; charset=utf-8, a {}",
        "/.well-known/app.json, application/json, {}",
        "/unknown.xyz, application/octet-stream, ?"
    })
    void filesAreServedWithTheirTypes(String path, String type, String content) {
        HttpPeer.Answer answer = get(path);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo(type);
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(answer.text()).isEqualTo(content);
    }

    @Test
    void whoNavigatesToAPathOfNobodyGetsTheIndexAndOthersAreToldSo() {
        assertThat(get("/rooms/7", BROWSER).text()).isEqualTo("<title>front</title>");
        for (String path : new String[] {"/rooms/7", "/docs", "/assets/", "/assets/gone.js", "/index.html/", "*"}) {
            HttpPeer.Answer answer = get(path, "accept: */*");
            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.header("x-rivet-error")).isEqualTo("guard.no_route");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../secret.txt",
                "/%2e%2e/secret.txt",
                "/assets/..%2f..%2fsecret.txt",
                "/assets/../../secret.txt",
                "/..%5csecret.txt",
                "//secret.txt",
                "/.env",
                "/.git/config",
                "/secret.txt%00.html"
            })
    void whatWasNotReadIsNotReached(String path) {
        HttpPeer.Answer answer = get(path);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).doesNotContain("secret");
    }

    @Test
    void aPathThatCannotBeDecodedIsRefused() {
        for (String path : new String[] {"/%zz", "/%ff"}) {
            HttpPeer.Answer answer = get(path);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("x-rivet-error")).isEqualTo("guard.query_invalid_percent_encoding");
        }
    }

    @Test
    void whatABrowserHasIsNotSentAgain() {
        HttpPeer.Answer first = get("/");
        assertThat(first.header("cache-control")).isEqualTo("no-cache");
        String tag = first.header("etag");
        for (String known : new String[] {tag, "\"other\", W/" + tag, "*"}) {
            try (HttpPeer peer = server.connect()) {
                HttpPeer.Answer again = peer.get("/", "if-none-match: " + known);
                assertThat(again.status()).isEqualTo(304);
                assertThat(again.header("etag")).isEqualTo(tag);
                // No body went before the next answer.
                assertThat(peer.get("/docs/").text()).isEqualTo("docs");
            }
        }
        assertThat(get("/", "if-none-match: \"other\"").status()).isEqualTo(200);
        assertThat(get("/docs/").header("etag")).isNotEqualTo(tag);
    }

    @Test
    void onlyWhatNeverChangesIsNeverAskedForAgain() {
        assertThat(get("/assets/app-1a2b.js").header("cache-control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(get("/docs/").header("cache-control")).isEqualTo("no-cache");
    }

    @Test
    void filesAreOnlyRead() {
        try (HttpPeer peer = server.connect()) {
            HttpPeer.Answer head = peer.request("HEAD", "/assets/app-1a2b.js", new byte[0]);
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("content-length")).isEqualTo("10");
            HttpPeer.Answer post = peer.post("/index.html", "x");
            assertThat(post.status()).isEqualTo(405);
            assertThat(post.header("allow")).isEqualTo("GET, HEAD");
            assertThat(peer.post("/nowhere", "x").status()).isEqualTo(404);
        }
    }

    @Test
    void theServersOwnPathsStayItsOwn() {
        for (String path : new String[] {"/metadata", "/health", "/actors/names"}) {
            assertThat(get(path, BROWSER).header("content-type")).as(path).isEqualTo("application/json");
        }
        assertThat(get("/gateway/counter/nowhere", BROWSER).status()).isEqualTo(404);
        assertThat(get("/gateway/id/", BROWSER).text()).contains("actor");
        assertThat(get("/metrics", BROWSER).status()).isEqualTo(404);
        server.assertHealthy("besideFiles");
    }

    @Test
    void pagesOfOtherOriginsGetNoFilesEither() {
        try (TestServer closed = new TestServer(
                        builder -> builder.files(WebFiles.read(site)).cors(Cors.allow("https://a.example")));
                HttpPeer peer = closed.connect()) {
            assertThat(peer.get("/", "origin: https://b.example").status()).isEqualTo(403);
            assertThat(peer.get("/", "origin: https://a.example").status()).isEqualTo(200);
            assertThat(peer.get("/").status()).isEqualTo(200);
        }
    }

    @Test
    void aFileThatChangesIsServedAfterTheNextStart() throws IOException {
        write(folder.resolve("index.html"), "old");
        try (TestServer reading = new TestServer(builder -> builder.files(WebFiles.read(folder)));
                HttpPeer peer = reading.connect()) {
            write(folder.resolve("index.html"), "new");
            assertThat(peer.get("/").text()).isEqualTo("old");
        }
    }

    @Test
    void filesMayLieInAJar() throws IOException {
        Path jar = folder.resolve("app.jar");
        WebFiles files;
        try (FileSystem inside = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
            write(inside.getPath("/web/index.html"), "in a jar");
            write(inside.getPath("/web/assets/a.css"), "a {}");
            files = WebFiles.read(inside.getPath("/web")).immutable("assets");
        }
        try (TestServer reading = new TestServer(builder -> builder.files(files));
                HttpPeer peer = reading.connect()) {
            assertThat(peer.get("/").text()).isEqualTo("in a jar");
            assertThat(peer.get("/assets/a.css").text()).isEqualTo("a {}");
        }
    }

    @Test
    void aFrontEndThatIsNotBuiltIsMissed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebFiles.read(folder.resolve("dist")))
                .withMessageContaining("dist is not a folder");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebFiles.read(folder))
                .withMessageContaining("has no index.html");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebFiles.read(site).immutable("static"))
                .withMessageContaining("static");
    }

    @ParameterizedTest
    @ValueSource(strings = {"metadata", "health", "metrics", "actors", "actors/a.txt", "gateway/a.txt", "health/ws"})
    void aFileWhereTheServerItselfAnswersIsRefused(String name) throws IOException {
        write(folder.resolve("index.html"), "");
        write(folder.resolve(name), "");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebFiles.read(folder))
                .withMessageContaining("the server itself answers at /" + name);
    }

    @Test
    void linksOutOfTheFolderAreRefusedAndOthersFollowed() throws IOException {
        write(folder.resolve("site/index.html"), "x");
        write(folder.resolve("outside/a.txt"), "a");
        Path link = folder.resolve("site/link.txt");
        Files.createSymbolicLink(link, folder.resolve("site/index.html"));
        assertThat(WebFiles.read(folder.resolve("site"))).hasToString("WebFiles[2]");
        Path folderLink = folder.resolve("site/more");
        Files.createSymbolicLink(folderLink, folder.resolve("outside"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebFiles.read(folder.resolve("site")))
                .withMessageContaining("is a link out of the folder");
        Files.delete(folderLink);
        Files.createSymbolicLink(folderLink, folder.resolve("outside/a.txt"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebFiles.read(folder.resolve("site")))
                .withMessageContaining("is a link out of the folder");
    }

    @Test
    void whatIsReadIsBounded() throws IOException {
        write(folder.resolve("index.html"), "12345");
        write(folder.resolve("a.txt"), "12345");
        assertThat(WebFiles.read(folder, new WebFolder.Bounds(2, 5, 10))).hasToString("WebFiles[2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebFiles.read(folder, new WebFolder.Bounds(1, 5, 10)))
                .withMessageContaining("more than 1 files");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebFiles.read(folder, new WebFolder.Bounds(2, 4, 10)))
                .withMessageContaining("more than 4 bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebFiles.read(folder, new WebFolder.Bounds(2, 5, 9)))
                .withMessageContaining("more than 9 bytes together");
    }
}
