package dev.dowel.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class UnpackedLibraryTest {

    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

    @TempDir
    Path temporary;

    @Test
    void itIsUnpackedOnceForAllStarts() throws IOException {
        Path file = unpacked();
        Files.setLastModifiedTime(file, LONG_AGO);

        assertThat(unpacked()).isEqualTo(file);
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(LONG_AGO);
        assertThat(filesIn(temporary)).as("nothing else is left behind").containsExactly(file);
    }

    @Test
    void aFileThatIsNotWholeIsReplaced() throws IOException {
        Path file = unpacked();
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, new byte[100]);

        assertThat(unpacked()).isEqualTo(file).hasBinaryContent(whole);
    }

    @Test
    void nothingIsTakenFromADirectoryOthersMayWrite() throws IOException {
        unpacked();
        Files.setPosixFilePermissions(onlyIn(temporary), PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(UnpackedLibrary.directory(temporary)).isEmpty();
    }

    @Test
    void nothingIsTakenFromWhereALinkLeads() throws IOException {
        unpacked();
        Path directory = onlyIn(temporary);
        Path elsewhere = Files.move(directory, temporary.resolve("elsewhere"));
        Files.createSymbolicLink(directory, elsewhere);

        assertThat(UnpackedLibrary.directory(temporary)).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void itIsWhatIsLoaded() throws IOException {
        NativeLibrary.load();

        assertThat(Files.readString(Path.of("/proc/self/maps"))).contains("/dowel-native-");
    }

    private Path unpacked() throws IOException {
        return onlyIn(UnpackedLibrary.directory(temporary).orElseThrow());
    }

    private static Path onlyIn(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            List<Path> all = entries.toList();
            assertThat(all).hasSize(1);
            return all.getFirst();
        }
    }

    private static List<Path> filesIn(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
