package dev.dowel.attacks.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.attacks.kill.EntryHistory.Stored;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Histories of entries, events, letters and lives: what is right passes, and each thing that must not be is found. */
final class HistoryTest {

    private final Findings findings = new Findings();
    private final EntryHistory history = new EntryHistory("book");

    @Test
    void whatWasAcknowledgedOrToldAndIsThereOncePasses() {
        history.acknowledged("a", 1);
        history.told("a", 1);
        history.acknowledged("b");
        history.unknown("c");
        history.unknown("never");
        history.refused("failed");

        check(3, new Stored("a", 1, 1), new Stored("b", 1, 3), new Stored("c", 1, 2));

        assertThat(findings.texts()).isEmpty();
    }

    @Test
    void acknowledgedEntryThatIsLostIsFound() {
        history.acknowledged("a", 1);
        history.acknowledged("b", 2);

        check(1, new Stored("a", 1, 1));

        assertThat(findings.texts()).containsExactly("book: b was acknowledged and is lost");
    }

    @Test
    void eventOfAnEntryThatIsLostIsFound() {
        history.unknown("a");
        history.told("a", 1);

        check(0);

        assertThat(findings.texts()).containsExactly("book: a was told by an event and is lost");
    }

    @Test
    void entryThatWasWrittenTwiceIsFound() {
        history.acknowledged("a", 1);

        check(1, new Stored("a", 2, 1));

        assertThat(findings.texts()).containsExactly("book: a was written 2 times");
    }

    @Test
    void stateThatDiffersFromTheValuesIsFound() {
        history.acknowledged("a", 1);

        check(2, new Stored("a", 1, 1));

        assertThat(findings.texts()).containsExactly("book: the state says 2 entries, the values 1");
    }

    @Test
    void entryOfATurnThatFailedIsFound() {
        history.refused("a");

        check(1, new Stored("a", 1, 1));

        assertThat(findings.texts()).containsExactly("book: a is there, although it failed");
    }

    @Test
    void entryThatNobodySentIsFound() {
        check(1, new Stored("a", 1, 1));

        assertThat(findings.texts()).containsExactly("book: a is there, and nobody sent it");
    }

    @Test
    void entryWithAnotherNumberThanItsAnswerIsFound() {
        history.acknowledged("a", 2);
        history.acknowledged("b", 1);

        check(2, new Stored("a", 1, 1), new Stored("b", 1, 2));

        assertThat(findings.count()).isEqualTo(2);
    }

    @Test
    void gapAndRepetitionOfEventsAreFound() {
        var order = new EventOrder("connection", findings);

        order.heard(7);
        order.heard(8);
        assertThat(findings.texts()).isEmpty();
        order.heard(10);
        order.heard(10);

        assertThat(findings.texts()).containsExactly("connection: heard 10 after 8", "connection: heard 10 after 10");
    }

    @Test
    void letterHandledBeforeAnEarlierOneIsFound() {
        LetterOrder.check(
                "inbox", List.of(new Stored("s-1", 1, 2), new Stored("s-2", 1, 1), new Stored("t-1", 1, 3)), findings);

        assertThat(findings.texts()).containsExactly("inbox: s-2 was handled before an earlier one");
    }

    @Test
    void livesThatEndAndBeginAnewPass() {
        var lives = new Lives("key", findings);
        lives.visited("one", 1, 1);
        lives.visitUnknown();
        lives.visited("one", 3, 3);
        lives.ended();
        lives.visited("two", 1, 1);
        lives.endUnknown();
        lives.visited("two", 2, 2);
        lives.endUnknown();
        lives.visited("three", 1, 1);

        assertThat(findings.texts()).isEmpty();
        assertThat(lives.dead()).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void deadOneThatLivesAgainIsFound() {
        var lives = new Lives("key", findings);
        lives.visited("one", 1, 1);
        lives.ended();
        lives.visited("one", 1, 1);

        assertThat(findings.texts()).containsExactly("key: one lives again");
    }

    @Test
    void lostAndInventedVisitsAndLivesAreFound() {
        var lives = new Lives("key", findings);
        lives.visited("one", 1, 1);
        lives.visited("one", 1, 1);
        lives.visited("one", 3, 3);
        lives.visited("two", 1, 1);
        lives.visited("two", 2, 1);

        assertThat(findings.texts())
                .containsExactly(
                        "key: visit 1 of one after 1 to 1",
                        "key: visit 3 of one after 1 to 1",
                        "key: one was not destroyed, and two answers",
                        "key: two has 2 visits in its state and 1 in its values");
    }

    @Test
    void acknowledgedIncrementsThatAreLostAndInventedOnesAreFound() {
        var tally = new TallyHistory("tally");
        tally.acknowledged(1);
        tally.acknowledged(3);
        tally.unknown();

        assertThat(tally.check(3, findings)).isZero();
        assertThat(findings.texts()).isEmpty();
        assertThat(tally.check(1, findings)).isEqualTo(2);
        assertThat(tally.check(4, findings)).isZero();

        assertThat(findings.texts())
                .containsExactly(
                        "tally: 2 were acknowledged, and the count is 1",
                        "tally: somebody was told 3, and the count is 1",
                        "tally: the count is 4, and 3 were sent");
    }

    private void check(long last, Stored... stored) {
        history.check(List.of(stored), last, findings);
    }
}
