package dev.dowel.examples.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dowel.ActorError;
import dev.dowel.UserError;
import dev.dowel.client.ActorConnection;
import dev.dowel.client.DowelClient;
import dev.dowel.server.DowelServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every pattern does what its comment says. */
class PatternsTest {

    private static DowelServer server;
    private static DowelClient client;

    @BeforeAll
    static void start() {
        server = PatternTour.server();
        client = DowelClient.connect(server.endpoint());
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @Test
    void entitiesAreKeptApartByTheirWholeKey() {
        client.actor(Account.class, "acme", "bob").call(Account::deposit, 100L);
        assertThat(client.actor(Account.class, "other", "bob").call(Account::statement))
                .isEqualTo("bob at other: 0");
        assertThatThrownBy(() -> client.actor(Account.class, "acme", "bob").call(Account::withdraw, 101L))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.code()).isEqualTo("not_enough_money"));
        assertThat(client.actor(Account.class, "acme", "bob").call(Account::withdraw, 100L))
                .isZero();
    }

    @Test
    void coordinatorCreatesDataActorsOnceAndClosesThem() {
        var lobby = client.actor(Lobby.class, "test");
        String first = lobby.call(Lobby::open, "g", "Go");
        assertThat(lobby.call(Lobby::games)).containsExactly("g");
        assertThat(client.actor(Game.class, "test", "g").call(Game::title)).isEqualTo("Go");
        assertThatThrownBy(() -> lobby.call(Lobby::open, "g", "Go again")).isInstanceOf(ActorError.class);
        lobby.call(Lobby::close, "g");
        assertThat(lobby.call(Lobby::games)).isEmpty();
        assertThat(lobby.call(Lobby::open, "g", "Go")).isNotEqualTo(first);
    }

    @Test
    void shardsAddUp() {
        Random random = new Random(1);
        for (int i = 0; i < 30; i++) {
            client.actor(LikesShard.class, "p", LikesShard.anyShard(random)).call(LikesShard::like);
        }
        assertThat(client.actor(Likes.class, "p").call(Likes::total)).isEqualTo(30);
        Instant noon = Instant.parse("2026-11-24T12:30:00Z");
        client.actor(PageViews.class, "/", PageViews.hourOf(noon)).call(PageViews::view);
        assertThat(client.actor(PageViews.class, "/", PageViews.hourOf(noon.plus(Duration.ofMinutes(29))))
                        .call(PageViews::views))
                .isEqualTo(1);
        assertThat(client.actor(PageViews.class, "/", PageViews.hourOf(noon.plus(Duration.ofMinutes(30))))
                        .call(PageViews::views))
                .isZero();
    }

    @Test
    void workersCountTogether() {
        assertThat(client.actor(WordCount.class, "t")
                        .call(WordCount::count, List.of("A rose is a rose", "is a rose", "", "Rose.", "a", "b")))
                .isEqualTo(Map.of("a", 4, "rose", 4, "is", 2, "b", 1));
    }

    @Test
    void limiterAllowsABurstAndNoMore() {
        var limiter = client.actor(RateLimiter.class, "somebody");
        int allowed = 0;
        Instant begin = Instant.now();
        for (int i = 0; i < 20; i++) {
            allowed += limiter.call(RateLimiter::tryAcquire) ? 1 : 0;
        }
        long earned = Duration.between(begin, Instant.now()).toSeconds() + 1;
        assertThat(allowed).isBetween(10, (int) (10 + earned));
    }

    @Test
    void bucketFillsWithTimeUpToItsBound() {
        Instant start = Instant.parse("2026-11-24T12:00:00Z");
        RateLimiter.State empty = new RateLimiter.State(0, start);
        assertThat(empty.filled(start.plusMillis(999)).tokens()).isZero();
        assertThat(empty.filled(start.plusMillis(2_500))).isEqualTo(new RateLimiter.State(2, start.plusSeconds(2)));
        assertThat(empty.filled(start.plusSeconds(3_600)).tokens()).isEqualTo(10);
    }

    @Test
    void digestIsSetForSevenInTheReadersZone() {
        var digest = client.actor(DailyDigest.class, "r");
        String berlin = digest.call(DailyDigest::subscribe, "Europe/Berlin");
        String tokyo = digest.call(DailyDigest::subscribe, "Asia/Tokyo");
        assertThat(berlin).endsWith(":00:00Z").isNotEqualTo(tokyo);
        assertThat(tokyo).endsWith("22:00:00Z");
        assertThat(digest.call(DailyDigest::runs)).isEmpty();
    }

    @Test
    void editsMadeAtTheSameTimeAllSurvive() {
        var document = client.actor(SharedDocument.class, "d");
        List<SharedDocument.Applied> heard = new CopyOnWriteArrayList<>();
        try (ActorConnection<SharedDocument> reader = document.connect(new SharedDocument.Editor("ann"))) {
            reader.on(SharedDocument.APPLIED, heard::add);
            reader.ready().join();
            reader.call(SharedDocument::load);
            document.call(SharedDocument::edit, 0L, new TextEdit(0, 0, "Hello world"));
            document.call(SharedDocument::edit, 1L, new TextEdit(0, 5, "Goodbye"));
            document.call(SharedDocument::edit, 1L, new TextEdit(11, 0, "!"));
            document.call(SharedDocument::edit, 1L, new TextEdit(5, 6, ""));
            SharedDocument.Snapshot end = reader.call(SharedDocument::load);
            assertThat(end.text()).isEqualTo("Goodbye!");
            String replayed = "";
            for (SharedDocument.Applied applied : heard) {
                replayed = applied.edit().applyTo(replayed);
            }
            assertThat(replayed).isEqualTo(end.text());
        }
        assertThatThrownBy(() -> document.call(SharedDocument::edit, 99L, new TextEdit(0, 0, "x")))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.code()).isEqualTo("too_old"));
    }

    @Test
    void movedEditsAlwaysFitTheText() {
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            String text = "0123456789".substring(0, random.nextInt(11));
            TextEdit one = edit(random, text);
            TextEdit other = edit(random, text);
            String between = other.applyTo(text);
            String result = one.after(other).applyTo(between);
            assertThat(result).contains(one.inserted());
        }
    }

    private static TextEdit edit(Random random, String text) {
        int position = random.nextInt(text.length() + 1);
        int removed = random.nextInt(text.length() - position + 1);
        return new TextEdit(position, removed, "xyz".substring(0, random.nextInt(4)));
    }

    @Test
    void agentIsHeardPieceByPieceAndRemembers() {
        var agent = client.actor(Agent.class, "a");
        List<String> pieces = new CopyOnWriteArrayList<>();
        try (ActorConnection<Agent> connection = agent.connect()) {
            connection.on(Agent.PIECE, pieces::add);
            connection.ready().join();
            String answer = connection.call(Agent::ask, "Hello there");
            assertThat(answer).isEqualTo("You said: Hello there (message 1)");
            assertThat(String.join("", pieces)).isEqualTo(answer);
            assertThat(pieces).hasSizeGreaterThan(3);
        }
        assertThat(agent.call(Agent::history)).hasSize(2);
        assertThat(agent.call(Agent::ask, "Again")).contains("message 3");
    }

    @Test
    void tourShowsEveryPattern() {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        try (DowelServer own = PatternTour.server();
                DowelClient guest = DowelClient.connect(own.endpoint())) {
            PatternTour.show(guest, new PrintStream(shown, true, StandardCharsets.UTF_8));
        }
        assertThat(shown.toString(StandardCharsets.UTF_8))
                .contains(
                        "alice at acme: 380",
                        "bob has 7",
                        "20 likes",
                        "{be=2, not=1, or=1, to=2}",
                        "Hello, dear world!",
                        "[sent to ann@example.com, sent to bob@example.com]",
                        "Completed[value=Offer[number=1, cents=180]]",
                        "State[imported=0, paused=true], then State[imported=21, paused=false]",
                        "4 readings in")
                .contains("[heard: You said: Hi (message 1)]");
    }
}
