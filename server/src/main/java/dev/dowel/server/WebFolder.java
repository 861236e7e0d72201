package dev.dowel.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;

/** Reads a folder of files that are to be served, and refuses what cannot be. Used once, by one thread. */
final class WebFolder {

    /**
     * How much is read. Immutable.
     *
     * @param files the most files
     * @param fileBytes the most bytes of one file
     * @param bytes the most bytes of all files
     */
    record Bounds(int files, int fileBytes, long bytes) {

        /** It all stays in memory; what is larger is better served by a program made for that. */
        static final Bounds DEFAULTS = new Bounds(5_000, 8 << 20, 32L << 20);
    }

    private static final String WELL_KNOWN = ".well-known";

    private final Path folder;
    private final Bounds bounds;
    private final Map<String, WebFile> files = new HashMap<>();
    private long bytes;

    WebFolder(Path folder, Bounds bounds) {
        this.folder = folder;
        this.bounds = bounds;
    }

    /** The files by path, which begins with a slash. */
    Map<String, WebFile> read() {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(folder + " is not a folder. Is the front end built?");
        }
        try {
            Path root = folder.toRealPath();
            Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new FilesOf(root));
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " cannot be read: " + e, e);
        }
    }

    private final class FilesOf extends SimpleFileVisitor<Path> {

        private final Path root;

        FilesOf(Path root) {
            this.root = root;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
            if (directory.equals(root)) {
                return FileVisitResult.CONTINUE;
            }
            if (isHidden(directory)) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            requireInside(directory);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (attributes.isRegularFile() && !isHidden(file)) {
                requireInside(file);
                add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        private static boolean isHidden(Path path) {
            String name = String.valueOf(path.getFileName());
            return name.startsWith(".") && !name.equals(WELL_KNOWN);
        }

        private void requireInside(Path path) throws IOException {
            if (!path.toRealPath().startsWith(root)) {
                throw new IllegalArgumentException(
                        path + " is a link out of the folder. Only what lies in it is served.");
            }
        }

        private void add(Path file) throws IOException {
            String separator = file.getFileSystem().getSeparator();
            String path = "/" + root.relativize(file).toString().replace(separator, "/");
            if (Router.isTaken(path)) {
                throw new IllegalArgumentException(file + " could not be reached: the server itself answers at " + path
                        + ". Give it another name.");
            }
            byte[] content = content(file);
            files.put(path, WebFile.of(ContentTypes.of(path), content));
            if (files.size() > bounds.files()) {
                throw tooMuch(folder + " has more than " + bounds.files() + " files.");
            }
        }

        private byte[] content(Path file) throws IOException {
            long size = Files.size(file);
            if (size > bounds.fileBytes()) {
                throw tooMuch(file + " has more than " + bounds.fileBytes() + " bytes.");
            }
            bytes += size;
            if (bytes > bounds.bytes()) {
                throw tooMuch("The files in " + folder + " have more than " + bounds.bytes() + " bytes together.");
            }
            return Files.readAllBytes(file);
        }

        private static IllegalArgumentException tooMuch(String what) {
            return new IllegalArgumentException(
                    what + " Files are kept in memory: serve these by a web server or a content delivery network.");
        }
    }
}
