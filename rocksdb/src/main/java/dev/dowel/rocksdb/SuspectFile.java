package dev.dowel.rocksdb;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Remembers which group's commit was reported as failed last, also when the disk is full. Commit thread only, once it is
 * open.
 *
 * <p>The file has its full length from the day it was made and is written in place, so that a note needs no space. It
 * holds: version 1, the {@link GroupId}, and the CRC-32 of both; all zeros if no commit ever failed. A note is not
 * erased: groups' ids do not come again. It is not a channel, which an interrupted thread would close for good.
 */
final class SuspectFile implements AutoCloseable {

    private static final int VERSION = 1;
    private static final int CHECKED_BYTES = 1 + GroupId.BYTES;
    private static final int FILE_BYTES = CHECKED_BYTES + Integer.BYTES;

    private final RandomAccessFile file;

    private SuspectFile(RandomAccessFile file) {
        this.file = file;
    }

    static SuspectFile open(Path path) throws IOException {
        var suspects = new SuspectFile(new RandomAccessFile(path.toFile(), "rw"));
        if (suspects.file.length() < FILE_BYTES) {
            suspects.overwrite(new byte[FILE_BYTES]);
        }
        return suspects;
    }

    void note(GroupId group) throws IOException {
        byte[] checked = checked(group);
        overwrite(ByteBuffer.allocate(FILE_BYTES)
                .put(checked)
                .putInt(checksum(checked))
                .array());
    }

    /** The group of the last note. A note that was not written whole was not relied on by anybody, and counts as none. */
    Optional<GroupId> last() throws IOException {
        byte[] content = new byte[FILE_BYTES];
        file.seek(0);
        file.readFully(content);
        ByteBuffer note = ByteBuffer.wrap(content);
        if (note.get() != VERSION) {
            return Optional.empty();
        }
        var group = new GroupId(note.getLong(), note.getLong());
        return note.getInt() == checksum(checked(group)) ? Optional.of(group) : Optional.empty();
    }

    private static byte[] checked(GroupId group) {
        return new BytesOut(CHECKED_BYTES)
                .octet(VERSION)
                .raw(group.toByteArray())
                .toByteArray();
    }

    private static int checksum(byte[] bytes) {
        var crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private void overwrite(byte[] content) throws IOException {
        file.seek(0);
        file.write(content);
        file.getFD().sync();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
