package dev.dowel.server;

import java.util.ArrayDeque;
import java.util.Queue;

/** The bytes of one socket's messages that have no answer yet, small ones left out. Event loop only. */
final class LargeMessages {

    /** As many calls as a socket may have open are less than its large ones then. */
    private static final int SMALL = 1024;

    /** A message that was delivered, as the how manieth. */
    private record Delivered(long number, int size) {}

    private final Backlog.Share share;
    private final Queue<Delivered> open = new ArrayDeque<>(0);
    private long delivered;
    private long bytes;

    LargeMessages(Backlog backlog) {
        this.share = backlog.share();
    }

    /** One was delivered. False if there is no room for it. */
    boolean add(int size) {
        delivered++;
        if (size < SMALL) {
            return true;
        }
        open.add(new Delivered(delivered, size));
        bytes += size;
        return share.set(bytes);
    }

    /** Whether there are any. */
    boolean areOpen() {
        return !open.isEmpty();
    }

    /** So many have no answer: they are taken for the last ones, because calls of one socket run in order. */
    void unanswered(int count) {
        boolean fewer = false;
        for (Delivered first = open.peek(); first != null && first.number() <= delivered - count; first = open.peek()) {
            bytes -= open.remove().size();
            fewer = true;
        }
        if (fewer) {
            share.set(bytes);
        }
    }

    /** None matters any more. */
    void clear() {
        open.clear();
        bytes = 0;
        share.set(0);
    }
}
