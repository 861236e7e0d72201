package dev.dowel.rocksdb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A data directory's files as they are at one moment: what a crash then would leave. Nothing may be written meanwhile. */
final class CrashImage {

    private CrashImage() {}

    /** Copies all files of a data directory into an empty directory, which is returned. */
    static Path copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
            return to;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything in a directory that is somebody's data, by name: all but locks and the log for people. */
    static Map<String, String> contents(Path directory) throws IOException {
        var contents = new TreeMap<String, String>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (!name.startsWith("LOG") && !name.equals("LOCK") && !name.equals(DataDirectory.LOCK_FILE)) {
                    contents.put(
                            directory.relativize(file).toString(), new String(Files.readAllBytes(file), ISO_8859_1));
                }
            }
        }
        return contents;
    }
}
