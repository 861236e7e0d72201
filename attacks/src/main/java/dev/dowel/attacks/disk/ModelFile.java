package dev.dowel.attacks.disk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** A file: what of it is on the disk, and what was done to it since. Used by one thread. */
final class ModelFile implements ModelNode {

    /** Bytes at an offset, or, without bytes, a new size. */
    private record Change(long sequence, int offset, byte[] bytes, boolean resize) {

        int end() {
            return offset + bytes.length;
        }
    }

    private static final int SECTOR = 512;
    private static final int PAGE = 4096;

    private byte[] durable;
    private final List<Change> pending = new ArrayList<>();

    ModelFile(byte[] durable) {
        this.durable = durable;
    }

    void write(long sequence, long offset, byte[] bytes) {
        pending.add(new Change(sequence, Math.toIntExact(offset), bytes, false));
    }

    void resize(long sequence, long size) {
        pending.add(new Change(sequence, Math.toIntExact(size), new byte[0], true));
    }

    @Override
    public void synced(long upTo) {
        durable = apply(durable, taken(upTo));
    }

    /** A sync failed: the system takes the pages for clean, whether they reached the disk or not, and will not write them again. */
    void syncFailed(long upTo, RandomGenerator random) {
        durable = sectors(taken(upTo), random);
    }

    /** A sync failed, and the system threw away what was not on the disk. */
    void forgotten() {
        pending.clear();
    }

    private List<Change> taken(long upTo) {
        int count = 0;
        while (count < pending.size() && pending.get(count).sequence() <= upTo) {
            count++;
        }
        List<Change> first = pending.subList(0, count);
        List<Change> taken = List.copyOf(first);
        first.clear();
        return taken;
    }

    /** What there is of it after a power failure. */
    byte[] after(Loss loss, RandomGenerator random) {
        return switch (loss) {
            case ALL -> durable;
            case NONE -> apply(durable, pending);
            case TAIL -> tail(random);
            case SECTORS -> sectors(pending, random);
        };
    }

    private byte[] tail(RandomGenerator random) {
        int whole = random.nextInt(pending.size() + 1);
        List<Change> kept = new ArrayList<>(pending.subList(0, whole));
        if (whole < pending.size() && !pending.get(whole).resize()) {
            Change torn = pending.get(whole);
            int cut = random.nextInt(torn.bytes().length + 1);
            int end = (torn.offset() + cut) / SECTOR * SECTOR - torn.offset();
            kept.add(new Change(0, torn.offset(), Arrays.copyOf(torn.bytes(), Math.max(0, end)), false));
        }
        return apply(durable, kept);
    }

    private byte[] sectors(List<Change> changes, RandomGenerator random) {
        int unit = random.nextBoolean() ? SECTOR : PAGE;
        byte[] torn =
                Arrays.copyOf(durable, apply(durable, changes.subList(0, random.nextInt(changes.size() + 1))).length);
        for (int start = 0; start < torn.length; start += unit) {
            int end = Math.min(start + unit, torn.length);
            List<Change> here = new ArrayList<>();
            for (Change change : changes) {
                if (change.resize() ? change.offset() < end : change.offset() < end && change.end() > start) {
                    here.add(change);
                }
            }
            int seen = here.isEmpty() ? 0 : random.nextInt(here.size() + 1);
            for (Change change : here.subList(0, seen)) {
                apply(change, torn, start, end);
            }
        }
        return torn;
    }

    /** Makes a change within some bytes only. */
    private static void apply(Change change, byte[] bytes, int start, int end) {
        int from = Math.max(start, change.offset());
        if (change.resize()) {
            Arrays.fill(bytes, from, end, (byte) 0);
        } else {
            int length = Math.min(end, change.end()) - from;
            System.arraycopy(change.bytes(), from - change.offset(), bytes, from, length);
        }
    }

    private static byte[] apply(byte[] before, List<Change> changes) {
        int size = before.length;
        int largest = size;
        for (Change change : changes) {
            largest = Math.max(largest, change.end());
        }
        byte[] bytes = Arrays.copyOf(before, largest);
        for (Change change : changes) {
            if (!change.resize()) {
                System.arraycopy(change.bytes(), 0, bytes, change.offset(), change.bytes().length);
                size = Math.max(size, change.end());
            } else {
                if (change.offset() < size) {
                    Arrays.fill(bytes, change.offset(), size, (byte) 0);
                }
                size = change.offset();
            }
        }
        return Arrays.copyOf(bytes, size);
    }
}
