package dev.dowel.examples.patterns;

import dev.dowel.client.ActorConnection;
import dev.dowel.client.DowelClient;
import dev.dowel.runtime.store.MemoryStore;
import dev.dowel.server.DowelServer;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Shows every pattern once, on a server of its own that keeps nothing. Single-threaded.
 *
 * <p>{@code ./mvnw -Pdemo -Ddemo.main=dev.dowel.examples.patterns.PatternTour}
 */
public final class PatternTour {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private PatternTour() {}

    /** A server with the actors of all patterns, on a free port. */
    static DowelServer server() {
        return DowelServer.builder()
                .actor(Account.class)
                .actor(Lobby.class)
                .actor(Game.class)
                .actor(PageViews.class)
                .actor(LikesShard.class)
                .actor(Likes.class)
                .actor(WordCount.class)
                .actor(WordCounter.class)
                .actor(RateLimiter.class)
                .actor(DailyDigest.class)
                .actor(SharedDocument.class)
                .actor(Agent.class, () -> new Agent(new ScriptedModel()))
                .actor(Outbox.class, () -> new Outbox(new ScriptedMailer()))
                .actor(PriceDesk.class)
                .actor(Importer.class)
                .actor(Thermometer.class)
                .store(MemoryStore::new)
                .port(0)
                .build()
                .start();
    }

    /** Runs the tour. */
    public static void main(String[] arguments) {
        try (DowelServer server = server();
                DowelClient client = DowelClient.connect(server.endpoint())) {
            show(client, System.out);
        }
    }

    static void show(DowelClient client, PrintStream out) {
        var account = client.actor(Account.class, "acme", "alice");
        account.call(Account::deposit, 500L);
        account.call(Account::withdraw, 120L);
        out.println("actor per entity:        " + account.call(Account::statement));

        var lobby = client.actor(Lobby.class, "eu");
        lobby.call(Lobby::open, "g1", "Chess");
        var game = client.actor(Game.class, "eu", "g1");
        game.call(Game::score, "bob", 3);
        out.println("coordinator and data:    " + lobby.call(Lobby::games) + ", " + game.call(Game::title)
                + ", bob has " + game.call(Game::score, "bob", 4));

        var hour = client.actor(PageViews.class, "/home", PageViews.hourOf(Instant.now()));
        hour.call(PageViews::view);
        out.println("sharding by time:        " + hour.call(PageViews::view) + " views in this hour");

        RandomGenerator random = RandomGenerator.getDefault();
        for (int i = 0; i < 20; i++) {
            client.actor(LikesShard.class, "post-1", LikesShard.anyShard(random))
                    .call(LikesShard::like);
        }
        out.println("sharding at random:      "
                + client.actor(Likes.class, "post-1").call(Likes::total) + " likes");

        out.println("fan-out, fan-in:         "
                + client.actor(WordCount.class, "w").call(WordCount::count, List.of("to be", "or not", "to be")));

        var limiter = client.actor(RateLimiter.class, "10.0.0.1");
        int allowed = 0;
        for (int i = 0; i < 15; i++) {
            allowed += limiter.call(RateLimiter::tryAcquire) ? 1 : 0;
        }
        out.println("rate limiter:            " + allowed + " of 15 at once");

        out.println("cron job:                next digest "
                + client.actor(DailyDigest.class, "alice").call(DailyDigest::subscribe, "Europe/Berlin"));

        var document = client.actor(SharedDocument.class, "doc");
        document.call(SharedDocument::edit, 0L, new TextEdit(0, 0, "Hello world"));
        document.call(SharedDocument::edit, 1L, new TextEdit(5, 0, ", dear"));
        document.call(SharedDocument::edit, 1L, new TextEdit(11, 0, "!"));
        out.println("collaborative document:  "
                + document.call(SharedDocument::load).text());

        var agent = client.actor(Agent.class, "chat");
        StringBuilder heard = new StringBuilder();
        try (ActorConnection<Agent> connection = agent.connect()) {
            connection.on(Agent.PIECE, heard::append);
            connection.ready().join();
            out.println("AI agent:                " + connection.call(Agent::ask, "Hi") + " [heard: " + heard + "]");
        }
        showQueues(client, out);
    }

    private static void showQueues(DowelClient client, PrintStream out) {
        var outbox = client.actor(Outbox.class, "acme");
        outbox.send(Outbox.MAILS, new Outbox.Mail("ann@example.com", "Welcome"));
        outbox.sendAndWait(Outbox.MAILS, new Outbox.Mail("bob@example.com", "Welcome"), PATIENCE);
        out.println("durable worker:          " + outbox.call(Outbox::receipts));

        var desk = client.actor(PriceDesk.class, "tools");
        out.println("request and reply:       "
                + desk.sendAndWait(PriceDesk.INQUIRIES, new PriceDesk.Inquiry("hammer", 3), PATIENCE));

        var importer = client.actor(Importer.class, "catalogue");
        importer.sendAndWait(Importer.CONTROL, Importer.Command.PAUSE, PATIENCE);
        for (int row = 1; row <= 20; row++) {
            importer.send(Importer.ROWS, new Importer.Row("row " + row));
        }
        Importer.State paused = importer.call(Importer::progress);
        importer.send(Importer.CONTROL, Importer.Command.RESUME);
        importer.sendAndWait(Importer.ROWS, new Importer.Row("the last"), PATIENCE);
        out.println("control channel:         " + paused + ", then " + importer.call(Importer::progress));

        var thermometer = client.actor(Thermometer.class, "roof");
        thermometer.call(Thermometer::upload, List.of(18.5, 19.0, 21.5));
        thermometer.sendAndWait(Thermometer.READINGS, 20.0, PATIENCE);
        Thermometer.Summary summary = thermometer.call(Thermometer::summary);
        out.println("batch drainer:           " + summary.readings() + " readings in " + summary.batches()
                + " batches, at most " + summary.highest());
    }
}
