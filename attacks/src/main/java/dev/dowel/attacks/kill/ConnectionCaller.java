package dev.dowel.attacks.kill;

import dev.dowel.client.ActorConnection;
import dev.dowel.client.ConnectionStatus;
import dev.dowel.client.DowelClient;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a book: hears its events, and sends numbered entries without waiting for the answers. Confined to one thread at a
 * time; answers and events come on the client's.
 */
final class ConnectionCaller implements Caller {

    private static final int OUTSTANDING = 8;
    private static final int PATIENCE_MILLIS = 100;

    private final EntryHistory book;
    private final String name;
    private final Findings findings;
    private final AtomicBoolean gone;
    private final AtomicBoolean broken = new AtomicBoolean();
    private int connections;
    private long place;
    private Semaphore free = new Semaphore(OUTSTANDING);
    private @Nullable DowelClient client;
    private @Nullable ActorConnection<Book> connection;

    /**
     * A caller.
     *
     * @param gone whether the server was killed: then connections may break
     */
    ConnectionCaller(EntryHistory book, String name, Findings findings, AtomicBoolean gone) {
        this.book = book;
        this.name = name;
        this.findings = findings;
        this.gone = gone;
    }

    @Override
    public void begin(int port) {
        connections++;
        place = 0;
        free = new Semaphore(OUTSTANDING);
        DowelClient opened = DowelClient.connect("http://127.0.0.1:" + port);
        client = opened;
        ActorConnection<Book> open = opened.actor(Book.class, book.actor()).connect();
        connection = open;
        var order = new EventOrder(sender(), findings);
        open.on(Book.WRITTEN, entry -> {
            book.told(entry.id(), entry.number());
            // A server that ends in order may take the connection back meanwhile: a gap then is none.
            if (!gone.get()) {
                order.heard(entry.number());
            }
        });
        open.onStatusChange(status -> {
            if (status == ConnectionStatus.DISCONNECTED && !gone.get()) {
                broken.set(true);
            }
        });
    }

    private String sender() {
        return name + "c" + connections;
    }

    @Override
    public void call(Wire wire) throws IOException {
        ActorConnection<Book> open = Objects.requireNonNull(connection);
        Semaphore places = free;
        try {
            while (!places.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                if (gone.get()) {
                    throw new IOException("The server is gone.");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        String id = sender() + "-" + ++place;
        book.unknown(id);
        var answer = open.callAsync(Book::appendNext, sender(), place).whenComplete((number, failure) -> {
            if (failure == null) {
                book.acknowledged(id, number);
            }
            places.release();
        });
        if (answer.isCompletedExceptionally()) {
            throw new IOException("The connection is gone.");
        }
    }

    @Override
    public void end() {
        DowelClient open = client;
        if (open != null) {
            open.close();
        }
    }

    /** Whether a connection ended before a server was killed. */
    boolean wasBroken() {
        return broken.get();
    }
}
