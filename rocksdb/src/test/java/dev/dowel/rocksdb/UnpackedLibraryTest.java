package dev.dowel.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
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
        assertThat(Files.getLastModifiedTime(file)).as("it was written once").isEqualTo(LONG_AGO);
        assertThat(filesIn(temporary)).as("nothing else is left behind").containsExactly(file);
    }

    @Test
    void aFileThatIsNotWholeIsReplaced() throws IOException {
        Path file = unpacked();
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, 100));

        assertThat(unpacked()).isEqualTo(file).hasBinaryContent(whole);
    }

    @Test
    void aFileWithOtherContentIsReplaced() throws IOException {
        Path file = unpacked();
        byte[] whole = Files.readAllBytes(file);
        byte[] other = whole.clone();
        other[whole.length / 2]++;
        Files.write(file, other);

        assertThat(unpacked()).isEqualTo(file).hasBinaryContent(whole);
    }

    @Test
    void versionsThatAreNotUsedAnyMoreAndWhatCrashesLeftGo() throws IOException {
        Path file = unpacked();
        Path ours = onlyIn(temporary);
        Path old = Files.createDirectory(ours.resolve("0ld"));
        Files.createFile(old.resolve("librocksdbjnijni-linux64.so"));
        Path torn = Files.createFile(ours.resolve("unpacking1.tmp"));
        Path recent = Files.createDirectory(ours.resolve("recent"));
        Files.setLastModifiedTime(old, LONG_AGO);
        Files.setLastModifiedTime(torn, LONG_AGO);
        Files.delete(file);

        UnpackedLibrary.directory(temporary);

        assertThat(ours).isDirectoryContaining(recent::equals).isDirectoryContaining(file.getParent()::equals);
        assertThat(old).doesNotExist();
        assertThat(torn).doesNotExist();
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
