package dev.dowel.benchmarks;

import dev.dowel.benchmarks.plot.Median;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * What one sync costs on this disk, which no durable acknowledgement can beat: 200 bytes and an fdatasync, at the end of a file that
 * grows and inside one that is there already. Run as {@code SyncFloor <folder>}. Main thread only.
 */
public final class SyncFloor {

    private static final int BYTES = 200;
    private static final int WARM_UP = 300;
    private static final int SYNCS = 1_500;

    private SyncFloor() {}

    /** Measures and prints one line. */
    public static void main(String[] args) throws IOException {
        Path file = Files.createTempFile(Files.createDirectories(Path.of(args[0])), "sync", ".log");
        try {
            // The first pass makes the file longer with every write, the second overwrites what is there.
            double growing = pass(file);
            double inside = pass(file);
            System.out.printf(Locale.ROOT, "syncFloor growingUs=%.0f insideUs=%.0f%n", growing, inside);
        } finally {
            Files.delete(file);
        }
    }

    private static double pass(Path file) throws IOException {
        double[] micros = new double[SYNCS];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int i = -WARM_UP; i < SYNCS; i++) {
                long from = System.nanoTime();
                channel.write(ByteBuffer.allocate(BYTES));
                channel.force(false);
                if (i >= 0) {
                    micros[i] = (System.nanoTime() - from) / 1e3;
                }
            }
        }
        return Median.of(micros);
    }
}
