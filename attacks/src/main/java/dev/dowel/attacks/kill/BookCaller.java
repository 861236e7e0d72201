package dev.dowel.attacks.kill;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** Has entries written now, later, and in turns that fail, and sends books to sleep. Confined to one thread at a time. */
final class BookCaller implements Caller {

    private static final String TYPE = "book";
    private static final int LATEST_MILLIS = 2_500;

    private final List<EntryHistory> books;
    private final AtomicLong ids;
    private final AtomicLong schedules;
    private final Random random;
    private final Findings findings;

    BookCaller(List<EntryHistory> books, AtomicLong ids, AtomicLong schedules, Random random, Findings findings) {
        this.books = books;
        this.ids = ids;
        this.schedules = schedules;
        this.random = random;
        this.findings = findings;
    }

    @Override
    public void call(Wire wire) throws IOException {
        EntryHistory book = books.get(random.nextInt(books.size()));
        String id = "e" + ids.incrementAndGet();
        switch (random.nextInt(20)) {
            case 0 -> wire.call(TYPE, book.actor(), "rest");
            case 1, 2 -> fail(wire, book, id);
            case 3, 4, 5, 6 -> appendLater(wire, book, id);
            default -> append(wire, book, id);
        }
    }

    private static void append(Wire wire, EntryHistory book, String id) throws IOException {
        book.unknown(id);
        book.acknowledged(id, wire.call(TYPE, book.actor(), "append", id).asLong());
    }

    private void appendLater(Wire wire, EntryHistory book, String id) throws IOException {
        book.unknown(id);
        long when = System.currentTimeMillis() + random.nextInt(LATEST_MILLIS);
        wire.call(TYPE, book.actor(), "appendAt", id, when);
        book.acknowledged(id);
        schedules.incrementAndGet();
    }

    /** Whether its answer comes or not: nothing of it may be there. */
    private void fail(Wire wire, EntryHistory book, String id) throws IOException {
        book.refused(id);
        book.refused(id + "-scheduled");
        try {
            wire.call(TYPE, book.actor(), "appendAndFail", id);
            findings.add(book.actor(), id + " was acknowledged, and failed");
        } catch (Wire.Refused refused) {
            if (!refused.code().equals(Book.FAILED)) {
                throw refused;
            }
        }
    }
}
