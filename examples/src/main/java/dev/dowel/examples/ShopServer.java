package dev.dowel.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.dowel.client.DowelClient;
import dev.dowel.rocksdb.RocksDbStore;
import dev.dowel.server.DowelServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An application that had a server before there were actors: its pages stay where they are, the actors get a port of their own
 * ({@code docs/embedding.md}). Thread safe; closed by one thread.
 */
public final class ShopServer implements AutoCloseable {

    private static final int PAGES_PORT = 8080;
    private static final int ACTORS_PORT = 6420;
    private static final int SECONDS_FOR_PAGES = 5;

    private final DowelServer actors;
    private final DowelClient client;
    private final HttpServer pages;
    private final ExecutorService pageThreads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * Starts both servers, the one with the actors first: pages call them.
     *
     * @param pagesPort the port of the pages, 0 for any
     * @param actorsPort the port of the actors, 0 for any
     * @param data where the actors are kept
     * @throws IOException if the pages' port is taken; nothing runs then
     */
    public ShopServer(int pagesPort, int actorsPort, Path data) throws IOException {
        pages = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), pagesPort), 0);
        try {
            actors = DowelServer.builder()
                    .actor(Counter.class)
                    .store(() -> RocksDbStore.at(data))
                    .port(actorsPort)
                    .build()
                    .start();
        } catch (RuntimeException e) {
            pages.stop(0);
            throw e;
        }
        client = DowelClient.connect(actors.endpoint());
        pages.createContext("/", this::show);
        pages.setExecutor(pageThreads);
        pages.start();
    }

    /** A page that counts how often it was shown. */
    private void show(HttpExchange exchange) throws IOException {
        String page = exchange.getRequestURI().getPath();
        long shown = client.actor(Counter.class, "shown", page).call(Counter::increment, 1L);
        byte[] text = (page + " was shown " + shown + " times\n").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, text.length);
        exchange.getResponseBody().write(text);
        exchange.close();
    }

    /** The port of the pages. */
    public int pagesPort() {
        return pages.getAddress().getPort();
    }

    /** The URL clients of the actors connect to. */
    public String actorsEndpoint() {
        return actors.endpoint();
    }

    /** Ends in the order in which one needs the other: pages, the client they call with, actors. */
    @Override
    public void close() {
        pages.stop(SECONDS_FOR_PAGES);
        pageThreads.close();
        client.close();
        actors.close();
    }

    /** Serves until the process is told to end. */
    public static void main(String[] arguments) throws IOException {
        ShopServer shop = new ShopServer(PAGES_PORT, ACTORS_PORT, Path.of("dowel-data"));
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(shop::close));
        System.out.println("Pages at http://localhost:" + shop.pagesPort() + ", actors at " + shop.actorsEndpoint());
    }
}
