package dev.dowel.rocksdb;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * RocksDB's native code as a file that stays, so that it is unpacked once and not at every start. Static; any thread.
 *
 * <p>Left to itself RocksDB unpacks 17 MB into a file of a new name at each start, which is a fifth of a second of work, and
 * deletes it at an orderly end: a process that is killed leaves it behind. Here the file lies in {@code
 * dowel-native-<user>/<checksum>} below the directory for temporary files, under the checksum of the jar's entry, which
 * the file's must be at every start. It is put there whole, by a rename after a sync.
 *
 * <p>What is in a directory that others may write could be anybody's code. So ours must belong to the user this process
 * runs as and let nobody else in; otherwise there is no such file, and RocksDB does as it likes.
 */
final class UnpackedLibrary {

    private static final Logger LOG = LoggerFactory.getLogger(UnpackedLibrary.class);
    private static final Duration UNUSED = Duration.ofDays(30);
    private static final String OURS_ALONE = "rwx------";

    private UnpackedLibrary() {}

    /**
     * The directory with the native code for this machine, which is unpacked if need be.
     *
     * @param temporary where temporary files are
     * @return nothing if there is no jar, no place that is ours alone, or no room
     */
    static Optional<Path> directory(Path temporary) {
        URL packed = RocksDB.class.getResource("/" + Environment.getJniLibraryFileName("rocksdb"));
        try {
            if (packed != null && packed.openConnection() instanceof JarURLConnection jar) {
                jar.setUseCaches(false);
                return Optional.of(unpacked(temporary, jar));
            }
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("RocksDB's native code is unpacked anew at each start", e);
        }
        return Optional.empty();
    }

    private static Path unpacked(Path temporary, JarURLConnection jar) throws IOException {
        try (InputStream content = jar.getInputStream()) {
            JarEntry entry = jar.getJarEntry();
            Path ours = ours(temporary.resolve("dowel-native-" + System.getProperty("user.name")));
            Path directory = ours.resolve(Long.toHexString(entry.getCrc()));
            // What RocksDB looks for in a directory has another name than in its jar.
            Path file = directory.resolve(Environment.getJniLibraryFileName("rocksdbjni"));
            if (Files.notExists(file) || checksum(file) != entry.getCrc()) {
                made(directory);
                unpack(content, ours, file);
                forgetUnused(ours, Files.getLastModifiedTime(file).toInstant().minus(UNUSED));
            } else {
                Files.setLastModifiedTime(directory, FileTime.from(Instant.now()));
            }
            return directory;
        }
    }

    private static long checksum(Path file) throws IOException {
        var checksum = new CRC32();
        byte[] buffer = new byte[1 << 16];
        try (InputStream content = Files.newInputStream(file)) {
            for (int read = content.read(buffer); read > 0; read = content.read(buffer)) {
                checksum.update(buffer, 0, read);
            }
        }
        return checksum.getValue();
    }

    private static void unpack(InputStream content, Path ours, Path file) throws IOException {
        Path part = Files.createTempFile(ours, "unpacking", null);
        try {
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                content.transferTo(Channels.newOutputStream(channel));
                channel.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Deletes other versions that nobody has started with for long, and what crashes left. */
    private static void forgetUnused(Path ours, Instant since) throws IOException {
        try (Stream<Path> entries = Files.list(ours)) {
            for (Path entry : entries.toList()) {
                if (Files.getLastModifiedTime(entry).toInstant().isBefore(since)) {
                    deleteWithFiles(entry);
                }
            }
        }
    }

    private static void deleteWithFiles(Path entry) throws IOException {
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> files = Files.list(entry)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.delete(entry);
    }

    private static Path ours(Path directory) throws IOException {
        made(directory);
        var found = Files.readAttributes(directory, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Path witness = Files.createTempFile(directory, "owner", null);
        try {
            boolean ours = found.isDirectory()
                    && found.owner().equals(Files.getOwner(witness))
                    && PosixFilePermissions.toString(found.permissions()).equals(OURS_ALONE);
            if (!ours) {
                throw new IOException(directory + " is not this user's alone");
            }
            return directory;
        } finally {
            Files.delete(witness);
        }
    }

    private static Path made(Path directory) throws IOException {
        try {
            return Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OURS_ALONE)));
        } catch (FileAlreadyExistsException exists) {
            return directory;
        }
    }
}
