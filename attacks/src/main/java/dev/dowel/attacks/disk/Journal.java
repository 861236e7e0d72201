package dev.dowel.attacks.disk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the shim wrote down, read from the beginning. Used by one thread. */
final class Journal implements AutoCloseable {

    /** In the order of the shim's numbers, which begin with 1. */
    enum Operation {
        OPEN,
        CLOSE,
        WRITE,
        RESIZE,
        RENAME,
        UNLINK,
        MKDIR,
        SYNC_BEGIN,
        SYNC_END,
        UNKNOWN
    }

    /**
     * Something a process did to its files.
     *
     * @param end the length of the journal with this record
     * @param number of an offset, a size, an open's flags, or how a sync ended
     */
    record Step(long end, Operation operation, int fd, long number, long token, byte[] first, String second) {

        String path() {
            return new String(first, UTF_8);
        }
    }

    private static final List<Operation> OPERATIONS = List.of(Operation.values());
    private static final int HEADER = 32;

    private final DataInputStream in;
    private long position;

    private Journal(DataInputStream in) {
        this.in = in;
    }

    static Journal open(Path path) throws IOException {
        return new Journal(new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 20)));
    }

    /** The next record, or null at the end. One that a kill cut off is not there. */
    @Nullable
    Step next() throws IOException {
        try {
            ByteBuffer header = ByteBuffer.wrap(in.readNBytes(HEADER)).order(ByteOrder.LITTLE_ENDIAN);
            if (header.limit() < HEADER) {
                return null;
            }
            Operation operation = OPERATIONS.get(header.getInt() - 1);
            int fd = header.getInt();
            long number = header.getLong();
            long token = header.getLong();
            byte[] first = new byte[header.getInt()];
            byte[] second = new byte[header.getInt()];
            in.readFully(first);
            in.readFully(second);
            position += HEADER + first.length + second.length;
            return new Step(position, operation, fd, number, token, first, new String(second, UTF_8));
        } catch (EOFException cutOff) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
