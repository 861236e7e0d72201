package dev.dowel.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuspectFileTest {

    @TempDir
    Path temporary;

    private Path path;

    @BeforeEach
    void name() {
        path = temporary.resolve("suspect");
    }

    @Test
    void theLastNoteIsRemembered() throws IOException {
        assertThat(read()).isEmpty();

        note(new GroupId(-1, 2));
        assertThat(read()).contains(new GroupId(-1, 2));

        note(new GroupId(3, Long.MAX_VALUE));
        assertThat(read()).contains(new GroupId(3, Long.MAX_VALUE));
    }

    @Test
    void aNoteNeedsNoMoreRoomThanTheFileHas() throws IOException {
        assertThat(read()).isEmpty();
        long size = Files.size(path);

        note(new GroupId(1, 2));

        assertThat(Files.size(path)).isEqualTo(size).isPositive();
    }

    @Test
    void aNoteThatWasNotWrittenWholeCountsAsNone() throws IOException {
        note(new GroupId(1, 2));
        byte[] whole = Files.readAllBytes(path);
        for (int i = 0; i < whole.length; i++) {
            byte[] torn = whole.clone();
            torn[i] ^= 0x40;
            Files.write(path, torn);
            assertThat(read()).as("damaged at %s", i).isEmpty();
        }
    }

    @Test
    void anInterruptedThreadCanTakeANote() throws IOException {
        Thread.currentThread().interrupt();
        note(new GroupId(1, 2));
        assertThat(Thread.interrupted()).isTrue();

        assertThat(read()).contains(new GroupId(1, 2));
    }

    private Optional<GroupId> read() throws IOException {
        try (SuspectFile file = SuspectFile.open(path)) {
            return file.last();
        }
    }

    private void note(GroupId group) throws IOException {
        try (SuspectFile file = SuspectFile.open(path)) {
            file.note(group);
        }
    }
}
