package dev.dowel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * What one sender knows of the numbers it sent to a till: which were acknowledged, which may or may not have arrived. Used by one
 * thread at a time.
 */
final class SentNumbers {

    /** How a sender sends. */
    enum Way {
        /** Over HTTP; every other number waits until it is added up. */
        ONCE,
        /** The same with idempotency keys, so that a number without an answer is sent again. */
        AGAIN,
        /** Through an actor of the server. */
        RELAYED
    }

    private final String till;
    private final String sender;
    private final Way way;
    private final Set<Long> acknowledged = new HashSet<>();
    private final Set<Long> added = new HashSet<>();
    private final Set<Long> doubtful = new HashSet<>();
    private Optional<Long> unanswered = Optional.empty();
    private long last;

    SentNumbers(String till, String sender, Way way) {
        this.till = till;
        this.sender = sender;
        this.way = way;
    }

    String till() {
        return till;
    }

    /** Sends one number after the other until one has no answer; counts the answers down. */
    void sendUntilRefused(TillCalls calls, CountDownLatch answers) throws InterruptedException {
        while (trySend(calls, unanswered.orElse(last + 1))) {
            answers.countDown();
        }
    }

    /** Makes sure of the number that had no answer. */
    void sendAgain(TillCalls calls) throws InterruptedException {
        if (unanswered.isPresent()) {
            assertThat(trySend(calls, unanswered.get())).as("answer").isTrue();
        }
    }

    private boolean trySend(TillCalls calls, long number) throws InterruptedException {
        last = number;
        boolean waits = way != Way.RELAYED && number % 2 == 0;
        try {
            switch (way) {
                case ONCE -> calls.send(till, sender, number, waits, Optional.empty());
                case AGAIN -> calls.send(till, sender, number, waits, Optional.of(sender + "-" + number));
                case RELAYED -> calls.relay(till, sender, number);
            }
        } catch (IOException _) {
            if (way == Way.AGAIN) {
                unanswered = Optional.of(number);
            } else {
                doubtful.add(number);
            }
            return false;
        }
        unanswered = Optional.empty();
        acknowledged.add(number);
        if (waits) {
            added.add(number);
        }
        return true;
    }

    /** What the till must have added up by now: whatever a sender was told, and nothing that nobody sent. */
    void checkAdded(TillCalls calls, String when) throws IOException, InterruptedException {
        check(calls, added, when);
    }

    /** What the till must have added up in the end. */
    void checkAll(TillCalls calls) throws IOException, InterruptedException {
        check(calls, acknowledged, "in the end");
    }

    private void check(TillCalls calls, Set<Long> least, String when) throws IOException, InterruptedException {
        List<Long> seen = calls.seen(till, sender);
        Set<Long> most = new HashSet<>(acknowledged);
        most.addAll(doubtful);
        unanswered.ifPresent(most::add);
        assertThat(seen).as("%s, %s: added up", sender, when).containsAll(least).isSubsetOf(most);
    }

    long acknowledged() {
        return acknowledged.size();
    }

    long doubtful() {
        return doubtful.size();
    }
}
