package dev.dowel.server;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Files that a server answers browsers with besides its actors, such as a built front end. Immutable.
 *
 * <p>They are read once and kept in memory, so nobody waits for a disk, and a path that is not among them leads nowhere
 * whatever it contains. A changed file is served after the next start. When a browser navigates to a path that is nobody's it
 * gets {@code index.html}, so that an application can have addresses of its own.
 *
 * {@snippet :
 * DowelServer server = DowelServer.builder()
 *         .actor(ChatRoom.class)
 *         .store(new MemoryStore())
 *         .files(WebFiles.read(Path.of("web/dist")).immutable("assets"))
 *         .build();
 * }
 */
public final class WebFiles {

    /** No files. */
    static final WebFiles NONE = new WebFiles(Map.of());

    private static final String INDEX = "index.html";

    /** By path, which begins with a slash. */
    private final Map<String, WebFile> files;

    private WebFiles(Map<String, WebFile> files) {
        this.files = Map.copyOf(files);
    }

    /**
     * Reads all files of a folder and of the folders in it. Names that begin with a dot are left out, except for {@code
     * .well-known}. The folder may be of any file system, such as that of a jar.
     *
     * @throws IllegalArgumentException if there is no such folder, it has no {@code index.html}, it has more than 5,000
     *     files, one of more than 8 MiB, or more than 32 MiB together, a link leads out of it, or a file lies where the server
     *     itself answers, such as {@code metadata} or {@code gateway/}; the message says which
     * @throws UncheckedIOException if it cannot be read
     */
    public static WebFiles read(Path folder) {
        return read(folder, WebFolder.Bounds.DEFAULTS);
    }

    static WebFiles read(Path folder, WebFolder.Bounds bounds) {
        Map<String, WebFile> files = new WebFolder(folder, bounds).read();
        if (!files.containsKey("/" + INDEX)) {
            throw new IllegalArgumentException(folder + " has no " + INDEX + ". Is the front end built?");
        }
        return new WebFiles(files);
    }

    /**
     * The same files, where those in one folder are never asked for again by a browser that has them: a file that changes
     * gets another name. Build tools do that with a part of the name that is made from the content. Browsers ask every time
     * whether other files have changed.
     *
     * @param folder a path below the one that was read, such as {@code assets}
     * @throws IllegalArgumentException if no file lies there
     */
    public WebFiles immutable(String folder) {
        String prefix = "/" + folder + "/";
        if (files.keySet().stream().noneMatch(path -> path.startsWith(prefix))) {
            throw new IllegalArgumentException("No file lies in the folder " + folder + ".");
        }
        Map<String, WebFile> changed = new HashMap<>(files);
        changed.replaceAll((path, file) -> path.startsWith(prefix) ? file.immutable() : file);
        return new WebFiles(changed);
    }

    /**
     * The file that a path leads to.
     *
     * @param path as it stands in the request
     * @throws dev.dowel.protocol.WireException {@code guard.query_invalid_percent_encoding}
     */
    Optional<WebFile> find(String path, HttpHeaders headers) {
        if (files.isEmpty() || !path.startsWith("/")) {
            return Optional.empty();
        }
        String decoded = PercentEncoding.decode(path);
        WebFile file = files.get(decoded.endsWith("/") ? decoded + INDEX : decoded);
        return Optional.ofNullable(file == null && isNavigation(headers) ? files.get("/" + INDEX) : file);
    }

    /** Only for pages do browsers say that they want HTML, and other programs seldom do. */
    private static boolean isNavigation(HttpHeaders headers) {
        String accepted = headers.get(HttpHeaderNames.ACCEPT);
        return accepted != null && accepted.contains("text/html");
    }

    @Override
    public String toString() {
        return "WebFiles[" + files.size() + "]";
    }
}
