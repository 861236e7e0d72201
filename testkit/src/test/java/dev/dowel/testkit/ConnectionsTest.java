package dev.dowel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dowel.ActorError;
import dev.dowel.UserError;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections without sockets. */
@ActorTest(Club.class)
class ConnectionsTest {

    private TestActor<Club> club;

    @BeforeEach
    void find(TestActors actors) {
        club = actors.actor(Club.class, "c");
    }

    private List<String> log(TestActors actors) {
        return actors.state(club, Club.Guests.class).log();
    }

    @Test
    void callerIsKnownByItsParametersOrHeaders(TestActors actors) {
        assertThat(club.withParams(new Club.Card("ann")).call(Club::say, "hi")).isEqualTo("ann: hi");
        assertThat(club.withHeader("X-Member", "bob").call(Club::say, "hi")).isEqualTo("bob: hi");
        try (var connection = club.connect(new Club.Card("cat"))) {
            assertThat(connection.call(Club::say, "hi")).isEqualTo("cat: hi");
        }
        assertThat(log(actors)).containsExactly("+ann", "-ann", "+bob", "-bob", "+cat", "-cat");
    }

    @Test
    void refusedConnectionFailsWithTheErrorOfTheHook() {
        assertThatThrownBy(() -> club.connect()).isInstanceOfSatisfying(UserError.class, e -> {
            assertThat(e.code()).isEqualTo("no_card");
            assertThat(e.metadata()).isEqualTo(List.of("show a card"));
        });
        assertThatThrownBy(() -> club.call(Club::say, "hi")).isInstanceOf(UserError.class);
    }

    @Test
    void eventsArriveInOrderAtThoseWhoListen(TestActors actors) {
        var heard = actors.captureEvents(club.withParams(new Club.Card("ear")), Club.SAID);
        try (var ann = club.connect(new Club.Card("ann"))) {
            var atAnn = ann.captureEvents(Club.SAID);
            ann.call(Club::say, "one");
            ann.call(Club::say, "two");
            ann.call(Club::whisper, "only me");
            assertThat(heard.all()).containsExactly("ann: one", "ann: two");
            assertThat(atAnn.last()).isEqualTo("only me");
            heard.clear();
            assertThat(heard.all()).isEmpty();
        }
    }

    @Test
    void eventOfATurnThatFailsIsNotSent(TestActors actors) {
        var heard = actors.captureEvents(club.withParams(new Club.Card("ear")), Club.SAID);
        var ann = club.withParams(new Club.Card("ann"));
        assertThatThrownBy(() -> ann.call(Club::say, " ")).isInstanceOf(UserError.class);
        assertThat(heard.all()).isEmpty();
        assertThatThrownBy(heard::last).isInstanceOf(AssertionError.class).hasMessageContaining("said");
    }

    @Test
    void eventThatIsNotOfItsTypeIsReportedWhereItIsRead(TestActors actors) {
        var ann = club.withParams(new Club.Card("ann"));
        var wrong = actors.captureEvents(ann, Club.WRONG);
        ann.call(Club::say, "hi");
        assertThatThrownBy(wrong::all)
                .isInstanceOf(ActorError.class)
                .hasMessageContaining("\"wrong\" is not of its declared type");
        try (var connection = ann.connect()) {
            var raw = connection.captureEvents("wrong");
            ann.call(Club::say, "hi");
            assertThat(raw.all()).containsExactly(List.of("not a number"));
        }
    }

    @Test
    void subscriptionThatIsNotAllowedFails() {
        var ann = club.connect(new Club.Card("ann"));
        assertThatThrownBy(() -> ann.captureEvents(Club.SECRET))
                .isInstanceOf(ActorError.class)
                .hasMessageContaining("\"secret\"");
        assertThat(ann.isOpen()).isFalse();
    }

    @Test
    void connectionOutlivesTheSleepOfItsActor(TestActors actors) {
        var ann = club.connect(new Club.Card("ann"));
        var heard = ann.captureEvents(Club.SAID);
        actors.clock().advance(Duration.ofMinutes(1));
        assertThat(actors.status(club).isAwake()).isFalse();
        assertThat(ann.isOpen()).isTrue();
        ann.call(Club::say, "still here");
        assertThat(heard.all()).containsExactly("ann: still here");
        assertThat(log(actors)).containsExactly("+ann");
    }

    @Test
    void connectionThatTheActorEndsSaysSo() {
        var ann = club.connect(new Club.Card("ann"));
        ann.send(Club::leave);
        assertThat(ann.isOpen()).isFalse();
        assertThat(ann.end()).hasValueSatisfying(end -> assertThat(end).contains("bye"));
        assertThatThrownBy(() -> ann.call(Club::say, "hi"))
                .isInstanceOfSatisfying(
                        ActorError.class, e -> assertThat(e.code()).isEqualTo("closed"));
        ann.close();
    }

    @Test
    void crashEndsConnectionsAndWhatIsAskedOverThem(TestActors actors) {
        var first = club.connect(new Club.Card("ann"));
        actors.crash(club);
        assertThat(first.end()).hasValueSatisfying(end -> assertThat(end).contains("actor.restarting"));
        var second = club.connect(new Club.Card("bob"));
        CompletableFuture<String> asked = second.callAsync(Club::say, "hi");
        actors.crash();
        assertThat(asked).isCompletedExceptionally();
        assertThat(second.isOpen()).isFalse();
        assertThat(club.connect(new Club.Card("cat")).isOpen()).isTrue();
    }

    @Test
    void restartTellsConnectionsThatTheServerGoesAway(TestActors actors) {
        var ann = club.connect(new Club.Card("ann"));
        actors.restart();
        assertThat(ann.end()).hasValueSatisfying(end -> assertThat(end).contains("ws.going_away"));
    }
}
